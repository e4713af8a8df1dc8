"""A deal's history in sentences: what changed, from what to what, who did it, when it was known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from crm.facts import Entry, StageFact
from teams import facts as teams
from ui import formats

_ICONS = {
    "stage": "arrow-right",
    "status": "flag",
    "amount": "banknote",
    "currency": "coins",
    "close_date": "calendar-days",
    "forecast_category": "tags",
    "owner": "user-round",
    "call": "phone",
    "email": "mail",
    "meeting": "users",
    "task": "square-check",
    "other": "circle-dot",
}
_LABELS = {
    "stage": gettext_lazy("Stage"),
    "status": gettext_lazy("Status"),
    "amount": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "close_date": gettext_lazy("Close date"),
    "forecast_category": gettext_lazy("Forecast category"),
    "owner": gettext_lazy("Owner"),
}
_STATUSES = {
    "open": gettext_lazy("Open"),
    "won": gettext_lazy("Won"),
    "lost": gettext_lazy("Lost"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the timeline. `old` turned into `new`; `note` is who did it and how it is known."""

    icon: str
    label: str
    day: str
    old: str = ""
    new: str = ""
    text: str = ""
    note: str = ""


def stage_name(slug: str, stages: Mapping[str, StageFact]) -> str:
    """A stage that no longer exists keeps the name that the history knows."""
    return stages[slug].name if slug in stages else slug


def lines(entries: Iterable[Entry], stages: Mapping[str, StageFact], deal: Any) -> list[Line]:
    listed = list(entries)
    words = _words(listed, stages, deal)
    return [activity(e.activity) if e.activity else _change(e, words) for e in listed]


type Words = Mapping[str, Callable[[str], str]]


def _words(entries: list[Entry], stages: Mapping[str, StageFact], deal: Any) -> Words:
    """How each field's stored text is written."""
    ids = {text for e in entries if e.kind == "owner" for text in (e.old, e.new) if text}
    people = teams.reps().filter(external_id__in=ids).values_list("external_id", "name")
    names = dict(people) if ids else {}
    return {
        "stage": lambda text: stage_name(text, stages),
        "status": lambda text: str(_STATUSES.get(text, text)),
        "amount": lambda text: _money(text, deal.currency),
        "close_date": _day,
        "owner": lambda text: names.get(text, text),
    }


def _change(entry: Entry, words: Words) -> Line:
    write = words.get(entry.kind, str)
    nothing = pgettext("value of a field", "none")
    notes = []
    if entry.known:
        notes.append(_("known since %(day)s") % {"day": formats.day(entry.known)})
    if entry.inferred:
        notes.append(_("worked out from the export"))
    return Line(
        icon=_ICONS[entry.kind],
        label=str(_LABELS[entry.kind]),
        day=formats.day(entry.at),
        old=write(entry.old) if entry.old else "",
        new=write(entry.new) if entry.new else nothing,
        note=_joined([entry.actor, *notes]),
    )


def activity(row: Any) -> Line:
    """What somebody did or plans to do."""
    notes = []
    if not row.done:
        notes.append(_("planned"))
    if row.two_way:
        notes.append(_("the customer took part"))
    if row.automatic:
        notes.append(_("logged automatically"))
    return Line(
        icon=_ICONS[row.kind],
        label=_kind_of(row),
        day=formats.day(row.happened_on or row.due_on),
        text=row.subject,
        note=_joined([row.rep.name, *notes]),
    )


def _kind_of(row: Any) -> str:
    """Left out where the subject says it better: neither "Call Call about the offer" nor
    "Other Note"."""
    kind = str(row.get_kind_display())
    is_said = row.subject.casefold().startswith(kind.casefold())
    return "" if is_said or (row.subject and row.kind == "other") else kind


def _money(text: str, currency: str) -> str:
    try:
        return formats.money_exact(Decimal(text), currency)
    except InvalidOperation:
        return text


def _day(text: str) -> str:
    try:
        return formats.day(date.fromisoformat(text))
    except ValueError:
        return text


def _joined(words: Iterable[str]) -> str:
    return " · ".join(word for word in words if word)
