"""Hand-overs of a plan: what goes from whom to whom, when, and who has signed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from territories import moving_words as words
from territories.facts.handovers import signed
from ui.components import Status
from ui.tables import Column, ComponentColumn, DayColumn, MoneyColumn, Table


def href(row: Any) -> str:
    return reverse("territories:hand_over", args=[row.model_id, row.pk])


def _state(row: Any) -> Status:
    if row.outdated:
        return Status("warn", str(_("Changed since signed")))
    return words.signing(signed(row))


class Side(Column):
    """A person, or the words for nobody."""

    def __init__(self, *args: Any, giver: bool, **options: Any):
        super().__init__(*args, empty_values=(), **options)
        self.giver = giver

    def render(self, value: Any, record: Any, table: Any) -> str:
        return self.value(value, record)

    def value(self, value: Any, record: Any) -> str:
        rep = record.giver if self.giver else record.taker
        return words.nobody(rep, giver=self.giver)


class HandOverTable(Table):
    account = Column(_("Account"), accessor="account__name", url=href)
    giver = Side(_("From"), accessor="giver__name", giver=True, hide="p2")
    taker = Side(_("To"), accessor="taker__name", giver=False, hide="p2")
    on = DayColumn(_("On"), hide="p2")
    state = ComponentColumn(_("State"), accessor="state", make=_state)
    value = MoneyColumn(_("Open deals"))
