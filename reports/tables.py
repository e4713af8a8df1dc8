"""Columns of the list of reports."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports import words
from ui import tables
from ui.period_picker import title


class ReportTable(tables.Table):
    scope_name = tables.Column(
        pgettext_lazy("review", "Of"), url=lambda one: reverse("reports:report", args=[one.pk])
    )
    start = tables.Column(_("Quarter"))
    author_name = tables.Column(_("Made by"), empty_values=(), hide="p2")
    made_at = tables.MomentColumn(pgettext_lazy("of a review", "Made"))
    as_of = tables.MomentColumn(_("Data as of"), hide="p2")
    state = tables.ComponentColumn(_("State"), accessor="pk", make=words.state)

    def render_start(self, record: Any) -> str:
        return title(record.period)

    def value_start(self, record: Any) -> str:
        return str(record.period.slug)

    def render_author_name(self, record: Any) -> str:
        return words.author(record)

    def value_author_name(self, record: Any) -> str:
        return words.author(record)
