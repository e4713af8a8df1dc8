"""Adjustments beside a plan."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from planning import answer_words, letter_words, words
from ui import formats
from ui.columns import Column, ComponentColumn, DayColumn, MomentColumn, NumberColumn
from ui.tables import Table


def _href(row: Any) -> str:
    return reverse("planning:adjustment", args=[row.line.goal.plan_id, row.pk])


class GoalColumn(Column):
    def value(self, value: Any, record: Any) -> str:
        goal = record.line.goal
        return letter_words.name_of(goal.measure, goal.product_family, goal.segment)

    def render(self, value: Any, record: Any, table: Any) -> str:
        return self.value(value, record)


class SignedColumn(NumberColumn):
    def render(self, value: Any, record: Any, table: Any) -> str:
        sign = "+" if value > 0 else ""
        return f"{sign}{words.amount(record.line.goal.measure)(value)}"


class LastDayColumn(DayColumn):
    """Ranges end with the first day after; people read the last one."""

    def shown(self, value: Any) -> str:
        return formats.day(value - timedelta(1))

    def value(self, value: Any, record: Any) -> Any:
        return value - timedelta(1)


class AdjustmentTable(Table):
    rep = Column(_("Person"), accessor="line__rep__name", url=_href)
    state = ComponentColumn(_("State"), accessor="state", make=answer_words.adjustment)
    amount = SignedColumn(_("Adjustment"))
    planned = NumberColumn(_("Planned"), accessor="line__planned", hide="p2")
    revised = NumberColumn(_("Revised"), hide="p2", orderable=False)
    start = DayColumn(_("From"), accessor="days__lower", hide="p2", orderable=False)
    last = LastDayColumn(_("Last day"), accessor="days__upper", hide="p2", orderable=False)
    why = Column(_("Reason"), hide="p2", orderable=False)
    goal = GoalColumn(_("Goal"), accessor="line__goal_id", hide="p3", orderable=False)
    by = Column(_("Asked by"), accessor="by__name", hide="p3")
    decided_by = Column(_("Decided by"), accessor="decided_by__name", hide="p3")
    words = Column(_("Answer"), hide="p3", orderable=False)
    at = MomentColumn(_("Asked at"), hide="p3")
