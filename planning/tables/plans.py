"""Quota plans: what each is called, where it stands, and which days it is for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning import words
from ui.tables import Column, ComponentColumn, DayColumn, NumberColumn, Table
from versions.words import badge


def _href(plan: Any) -> str:
    return reverse("planning:plan", args=(plan.pk,))


class PlanTable(Table):
    name = Column(_("Plan"), url=_href)
    state = ComponentColumn(_("State"), make=badge)
    span = Column(_("For"), empty_values=(), orderable=False)
    goals = NumberColumn(_("Goals"), accessor="n_goals", hide="p2")
    by = Column(_("Made by"), accessor="by__name", hide="p3")
    at = DayColumn(_("Made"), accessor="made_on", hide="p3")

    def render_span(self, record: Any) -> str:
        return words.span(record)

    def value_span(self, record: Any) -> str:
        return words.span(record)
