"""The feed of goal changes, and figures as published on a day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from planning import letter_words, words
from planning.facts import changes as facts
from ui.columns import Column, MomentColumn, NumberColumn
from ui.tables import Table

KINDS = {
    facts.PUBLISHED: _("Published"),
    facts.ADJUSTED: _("Adjustment"),
    facts.BY_HAND: _("By hand"),
}


class KindColumn(Column):
    def value(self, value: Any, record: Any) -> str:
        state = record.state
        return f"{KINDS[value]}: {state.lower()}" if state else str(KINDS[value])

    def render(self, value: Any, record: Any, table: Any) -> str:
        return self.value(value, record)


class GoalColumn(Column):
    def value(self, value: Any, record: Any) -> str:
        return letter_words.name_of(value.measure, value.product_family, value.segment)

    def render(self, value: Any, record: Any, table: Any) -> str:
        return self.value(value, record)


class FigureColumn(NumberColumn):
    """By the measure of the row."""

    def render(self, value: Any, record: Any, table: Any) -> str:
        return words.amount(record.goal.measure)(value)


class DifferenceColumn(FigureColumn):
    def render(self, value: Any, record: Any, table: Any) -> str:
        return ("+" if value > 0 else "") + super().render(value, record, table)


class ChangeTable(Table):
    at = MomentColumn(_("When"))
    kind = KindColumn(_("What"))
    name = Column(_("Whose"))
    goal = GoalColumn(_("Goal"), hide="p2")
    before = FigureColumn(_("Until then"), hide="p2")
    after = FigureColumn(_("From then"), hide="p2")
    difference = DifferenceColumn(_("Difference"))
    why = Column(_("Reason"), hide="p2", orderable=False)
    by = Column(_("By"), hide="p3")
    about = Column(_("Plan or days"), hide="p3")


class PublishedTable(Table):
    name = Column(_("Holder"))
    goal = GoalColumn(_("Goal"), hide="p2")
    first = Column(_("First month"), hide="p2")
    last = Column(_("Last month"), hide="p2")
    amount = FigureColumn(_("As published"))
    now = FigureColumn(_("Published today"), hide="p2")
    difference = DifferenceColumn(_("Since then"))
