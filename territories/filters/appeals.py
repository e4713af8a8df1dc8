"""Narrowing appeals to a state; those to be answered stand there unless asked otherwise."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

import teams.facts
from territories.models import Appeal
from ui.filters import Filters

STATES = [
    ("late", pgettext_lazy("appeals", "Late")),
    *Appeal.State.choices[1:],
    ("all", _("All appeals")),
]


class AppealFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("To be answered")
    )

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        asked = self.form.cleaned_data.get("state")
        return rows if asked else rows.filter(state=Appeal.State.OPEN)

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        if state == "late":
            return rows.filter(state=Appeal.State.OPEN, due_on__lt=teams.facts.today())
        return rows if state == "all" else rows.filter(state=state)
