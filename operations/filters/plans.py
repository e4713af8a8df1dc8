"""Narrowing the plans to a state; those not closed stand there unless asked otherwise."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.core.plans import CLOSED
from ui.filters import Filters

STATES = [
    ("asked", pgettext_lazy("a plan", "Asked for")),
    ("answered", pgettext_lazy("a plan", "Answered")),
    ("closed", pgettext_lazy("a plan", "Closed")),
    ("all", _("All plans")),
]


class PlanFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("Open plans")
    )

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.exclude(state=CLOSED)

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        return rows if state == "all" else rows.filter(state=state)
