"""Coaching notes about the person, for them and the manager they are with."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import enablement.facts
from dashboards import coaching_words as words
from dashboards.facts import Question
from dashboards.links import explain
from dashboards.panel import Panel
from kpis.core.metrics import METRICS
from ui.components import Link, Status

MOST = 5


@dataclass(frozen=True, slots=True)
class Note:
    href: str
    text: str
    status: Status | None
    about: str
    explain: str
    written: str


@dataclass(frozen=True, slots=True)
class Coaching:
    """`write` is empty for who may only read; `empty` is said where there is no note."""

    title: str
    notes: tuple[Note, ...]
    more: Link
    write: str
    empty: str


def build(question: Question) -> Coaching | None:
    """None for who neither takes part nor answers for the data."""
    access, rep = question.access, question.scope.id
    may_write = enablement.facts.may_write(access, rep)
    rows = list(enablement.facts.notes_about(access, rep)[: MOST + 1])
    if not rows and not may_write:
        return None
    return Coaching(
        title(rows, question.today),
        tuple(_note(row, question) for row in rows[:MOST]),
        Link(_("All follow-ups"), reverse("dashboards:coaching")),
        reverse("dashboards:coaching_write", args=[rep]) if may_write else "",
        _("No notes yet. Read by the person, their manager, operations and administrators."),
    )


def title(rows: list[Any], today: Any) -> str:
    due = sum(r.state == "open" and bool(r.follow_up_on) and r.follow_up_on <= today for r in rows)
    if not due:
        return _("Coaching notes")
    return ngettext(
        "Coaching notes: %(count)s to follow up", "Coaching notes: %(count)s to follow up", due
    ) % {"count": due}


def _note(row: Any, question: Question) -> Note:
    known = row.kpi in METRICS
    return Note(
        reverse("dashboards:coaching_note", args=[row.thread]),
        words.short(row.text),
        words.follow_up(row, question.today),
        words.about(row.kpi),
        explain(row.kpi, question.scope, question.period) if known else "",
        words.written(row),
    )


PANEL = Panel(build)
