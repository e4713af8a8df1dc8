"""What the pages of realism show, ready to print."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import chance_words as words
from planning.core.calibration import Calibration
from planning.core.weighing import VIEWS
from planning.facts import limits as checks
from planning.facts.policy import policy
from planning.facts.realism import Line, Weighed
from planning.models import Policy
from planning.services.chances import STAGES
from ui import formats
from ui.components import Empty, Fact, Note


@dataclass(frozen=True, slots=True)
class View:
    """A view of the whole plan: texts and bars."""

    name: str
    about: str
    middle: str
    middle_bar: Any
    whole: str
    whole_bar: Any
    why: str
    known: str
    past: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A view of one line, with what it rests on."""

    name: str
    about: str
    chance: str
    bar: Any
    why: str
    facts: list[Fact]


def lede(found: Weighed) -> str:
    if found.as_of is None:
        return _("Nobody has worked out the chances of this plan yet.")
    said = {"day": formats.day_long(found.as_of)}
    return _("Three views, side by side and never mixed. As of the morning of %(day)s.") % said


def views(found: Weighed, past: Mapping[str, Calibration | None], limits: Policy) -> list[View]:
    """One for each way of looking; nothing before the plan was weighed."""
    if found.as_of is None:
        return []
    return [_view(found, slug, past[slug], limits) for slug in VIEWS]


def _view(found: Weighed, slug: str, past: Calibration | None, limits: Policy) -> View:
    name, middle = words.view(slug), found.middle(slug)
    seen = found.company.views.get(slug) if found.company else None
    people = [one for one in found.people if slug in one.views]
    with_chance = sum(one.views[slug].chance is not None for one in people)
    said = {"n": formats.count(with_chance), "all": formats.count(len(found.people))}
    return View(
        name,
        str(words.ABOUT[slug]),
        formats.percent(middle),
        words.bar(middle, name, float(limits.least_chance)),
        words.chance(seen),
        words.bar(seen.chance if seen else None, name, limits.least_team_chance),
        words.why(seen) if seen else "",
        _("known of %(n)s of %(all)s people") % said,
        words.past(past),
    )


def beyond(found: Weighed, limits: Policy) -> list[str]:
    return [words.beyond(one) for one in checks.of_chances(found, limits)]


def note(found: Weighed) -> Note | None:
    if found.as_of is None or not found.behind:
        return None
    said = {"n": formats.count(found.behind)}
    text = ngettext(
        "%(n)s figure has changed since: work the chances out again.",
        "%(n)s figures have changed since: work the chances out again.",
        found.behind,
    )
    return Note(text % said, "warn")


def empty() -> Empty:
    return Empty(
        _("No person has a quota for revenue in this plan"),
        _("Chances are worked out for goals of all revenue only."),
        "target",
    )


def asked(one: Line) -> str:
    return _("To reach: %(amount)s") % {"amount": formats.money(one.amount)}


def explained(one: Line) -> list[Explained]:
    limit = policy().least_chance
    return [
        Explained(
            words.view(slug),
            str(words.ABOUT[slug]),
            words.chance(one.views[slug]),
            words.bar(one.views[slug].chance, words.view(slug), limit),
            words.why(one.views[slug]),
            words.facts(slug, one.views[slug]),
        )
        for slug in VIEWS
        if slug in one.views
    ]


def stage(run: Any) -> str:
    said = {
        "reading": _("Reading how deals stood"),
        "weighing": _("Weighing each quota"),
        "keeping": _("Keeping the chances"),
    }
    return said[STAGES[min(run.progress, len(STAGES) - 1)]]


# Whether they came true --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bin:
    span: str
    n: str
    said: str
    happened: str
    bar: Any
    holds: bool


@dataclass(frozen=True, slots=True)
class Reliability:
    """A view with its score and the table of what was said and what happened."""

    name: str
    past: str
    facts: list[Fact]
    bins: list[Bin]


def reliability(found: Mapping[str, Calibration | None]) -> list[Reliability]:
    return [
        Reliability(words.view(slug), words.past(one), _scores(one), _bins(one))
        for slug, one in found.items()
    ]


def _scores(one: Calibration | None) -> list[Fact]:
    if one is None:
        return []
    return [
        Fact(_("Cases"), formats.count(one.n)),
        Fact(_("Reached (the base rate)"), formats.percent(one.base_rate)),
        Fact(_("Brier score"), formats.count(one.brier, 3), _("0 is perfect, less is better")),
        Fact(_("Brier score of the base rate"), formats.count(one.base_brier, 3)),
    ]


def _bins(one: Calibration | None) -> list[Bin]:
    return [
        Bin(
            f"{formats.percent(each.low)}–{formats.percent(each.high)}",
            formats.count(each.n),
            formats.percent(each.said),
            formats.percent(each.happened),
            words.bar(each.happened, _("Happened"), each.said),
            each.holds,
        )
        for each in (one.bins if one else ())
    ]
