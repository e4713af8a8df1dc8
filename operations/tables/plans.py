"""Plans for deals: who was asked, until when, and what they answered."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operations import words
from operations.core.plans import REASONS
from operations.links import plan_href
from ui.components import Tag
from ui.tables import Column, ComponentColumn, DayColumn, MoneyColumn, Table


def _state(plan: Any) -> Tag:
    return words.plan_state(plan.state, plan.due_on)


class ReasonColumn(Column):
    def shown(self, value: Any) -> str:
        return gettext(REASONS[value]) if value in REASONS else str(value)

    def value(self, value: Any, record: Any) -> str:
        return self.shown(value) if value else ""


class PlanTable(Table):
    name = Column(_("Deal"), accessor="deal__name", url=lambda plan: plan_href(plan.deal_id))
    rep = Column(_("Owner"), accessor="rep__name", hide="p2")
    state = ComponentColumn(_("State"), make=_state)
    due_on = DayColumn(_("Answer by"), hide="p2")
    reason = ReasonColumn(_("Reason"), hide="p2")
    text = Column(_("Plan"), hide="p3", orderable=False)
    expected_on = DayColumn(_("Expected by the owner"), hide="p2")
    closing = DayColumn(_("Closes in the CRM"), accessor="deal__closing_on", hide="p2")
    value = MoneyColumn(_("Amount"), accessor="deal__value")
