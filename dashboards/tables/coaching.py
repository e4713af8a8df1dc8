"""The list of follow-ups."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import teams.facts
from dashboards import coaching_words as words
from ui import tables
from ui.components import Status


def _status(row: Any) -> Status | None:
    return words.follow_up(row, teams.facts.today())


def _note_page(row: Any) -> str:
    return reverse("dashboards:coaching_note", args=[row.thread])


class NoteColumn(tables.Column):
    """The first words on the page, all of it in a file."""

    def shown(self, value: str) -> str:
        return words.short(value)


class AboutColumn(tables.Column):
    """The KPI by name."""

    def shown(self, value: str) -> str:
        return words.about(value)

    def value(self, value: str, record: Any) -> str:
        return words.about(value)


class FollowUpTable(tables.Table):
    rep = tables.Column(
        _("Rep"), accessor="rep__name", url=lambda r: reverse("dashboards:rep", args=[r.rep_id])
    )
    text = NoteColumn(_("Note"), url=_note_page, orderable=False)
    kpi = AboutColumn(_("About"), hide="p2", orderable=False)
    follow_up_on = tables.DayColumn(_("Follow up on"), hide="p2")
    status = tables.ComponentColumn(_("State"), make=_status)
    manager = tables.Column(_("Manager"), accessor="manager__name", hide="p3")
    by = tables.Column(_("Written by"), accessor="by__name", hide="p4")
