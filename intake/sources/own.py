"""Our own column names (docs/import.md), for files that people or programs make for Salesops."""

from intake.core.headers import key
from intake.core.messages import gettext_noop as _
from intake.core.source import Preset, Source
from intake.core.target import TARGETS, Target

_WORDS = {
    "opportunities": ("deal", "deals", "opportunity"),
    "deal_changes": ("changes", "history"),
    "rates": ("exchange", "currencies"),
    "reps": ("people", "users", "rep"),
}


def _preset(slug: str, target: Target) -> Preset:
    needs = tuple(key(f.name) for f in target.fields if f.required)
    any_of = tuple(key(n) for n in target.one_of[0]) if target.one_of else ()
    return Preset(
        slug=slug,
        target=slug,
        needs=needs,
        any_of=any_of,
        names=(slug.replace("_", " "), *_WORDS.get(slug, ())),
        share=0.8,
        columns={name: (key(name),) for name in target.names},
    )


source = Source(
    label=_("Salesops"),
    presets=tuple(_preset(slug, target) for slug, target in TARGETS.items()),
    rank=0,
)
