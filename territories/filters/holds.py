"""Narrowing holds to those that run, end soon or are over."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import teams.facts
from territories.facts import holds as facts
from territories.models import Hold
from ui.filters import Filters

STATES = [
    ("soon", pgettext_lazy("holds", "Ending soon")),
    ("over", pgettext_lazy("holds", "Over")),
    ("all", _("All holds")),
]


class HoldFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("Running and to come")
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"), choices=Hold.Reason.choices, empty_label=_("Any reason")
    )

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return rows
        return rows.filter(ends__gt=teams.facts.today())

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        today = teams.facts.today()
        if state == "soon":
            return facts.ending(rows, today)
        return rows.filter(ends__lte=today) if state == "over" else rows
