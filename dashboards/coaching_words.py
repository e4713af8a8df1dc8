"""What coaching notes say about themselves: when they are due, who wrote what."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpis.core.metrics import METRICS
from ui import formats
from ui.components import Status

SHORT = 140


def follow_up(row: Any, today: date) -> Status | None:
    """Done, due or when; None where nothing is to be followed up."""
    if row.state == "withdrawn":
        return Status("none", _("Taken back"), "undo-2")
    if row.state == "done":
        return Status("done")
    if row.follow_up_on is None:
        return None
    days = (row.follow_up_on - today).days
    if days < 0:
        said = ngettext("%(n)s day overdue", "%(n)s days overdue", -days) % {"n": -days}
        return Status("warn", said, "clock")
    if days == 0:
        return Status("warn", _("Due today"), "clock")
    return Status("waiting", _("On %(day)s") % {"day": formats.day(row.follow_up_on)})


def about(slug: str) -> str:
    """The KPI's name; one that has been retired keeps its slug."""
    if not slug:
        return ""
    return _(METRICS[slug].label) if slug in METRICS else slug


def written(row: Any) -> str:
    said = {"name": row.by.name or row.by.email, "when": formats.moment(row.at)}
    if row.number == 1:
        return _("%(name)s, %(when)s") % said
    return _("%(name)s, %(when)s, changed") % said


def readers(row: Any) -> str:
    """Between whom the note is."""
    if row.manager is None:
        return _("%(name)s; nobody leads them") % {"name": row.rep.name}
    return _("%(name)s and %(manager)s") % {"name": row.rep.name, "manager": row.manager.name}


def short(text: str) -> str:
    """The first words, for a row."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[: SHORT - 1].rstrip()}…"
