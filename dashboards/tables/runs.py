"""Columns of the list of runs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards import run_words
from ui import tables
from ui.components import Status


def _status(run: Any) -> Status:
    return run_words.status(run)


class RunTable(tables.Table):
    kind = tables.Column(
        pgettext_lazy("load or calculation", "Run"),
        url=lambda r: reverse("dashboards:run", args=[r.pk]),
    )
    state = tables.ComponentColumn(_("State"), make=_status)
    queued_at = tables.MomentColumn(_("Asked at"))
    took = tables.Column(_("Duration"), accessor="pk", orderable=False, css="num", hide="p2")
    result = tables.Column(_("Result"), orderable=False, hide="p2")
    by = tables.Column(_("Started by"), orderable=False, empty_values=(), hide="p2")

    def render_kind(self, record: Any) -> Any:
        return self.columns["kind"].column.linked(run_words.name(record), record, self)

    def value_kind(self, value: str) -> str:
        return value

    def render_took(self, record: Any) -> str:
        return run_words.duration(record)

    def value_took(self, record: Any) -> Any:
        return (
            (record.finished_at - record.started_at).total_seconds()
            if record.finished_at and record.started_at
            else None
        )

    def render_result(self, record: Any) -> str:
        return run_words.outcome(record)

    def value_result(self, record: Any) -> str:
        return run_words.outcome(record)

    def render_by(self, record: Any) -> str:
        return run_words.who(record)

    def value_by(self, record: Any) -> str:
        return run_words.who(record)
