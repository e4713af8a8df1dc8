"""What is held, with whom, why and until when."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import teams.facts
from territories import moving_words as words
from territories.facts.holds import SOON_DAYS
from ui.components import Tag
from ui.tables import Column, ComponentColumn, DayColumn, MoneyColumn, Table


def _state(row: Any) -> Tag:
    today = teams.facts.today()
    return words.hold_state(row.starts, row.ends, today, today + timedelta(SOON_DAYS))


def _href(row: Any) -> str:
    return reverse("territories:hold", args=[row.pk])


class ReasonColumn(Column):
    def render(self, value: Any, record: Any, table: Any) -> str:
        return words.hold_reason(record)

    def value(self, value: Any, record: Any) -> str:
        return words.hold_reason(record)


class HoldTable(Table):
    name = Column(_("What is held"), url=_href)
    rep = Column(_("Stays with"), accessor="rep__name", hide="p2")
    state = ComponentColumn(_("State"), accessor="ends", make=_state)
    reason = ReasonColumn(_("Reason"), hide="p2")
    starts = DayColumn(_("First day"), hide="p3")
    ends = DayColumn(_("Until"))
    credit_until = DayColumn(_("Credit until"), hide="p3")
    by = Column(_("By"), accessor="by__name", hide="p3")
    value = MoneyColumn(_("Open deals"), hide="p2")
