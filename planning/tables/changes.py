"""Every figure that was said in a plan."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import teams.facts
from planning import words
from planning.facts import lines
from ui.tables import Column, MomentColumn, Table


def _href(change: Any) -> str:
    return reverse("planning:line", args=(change.line.goal.plan_id, change.line_id))


class HolderColumn(Column):
    """Whose line it is; leads to the line."""

    def shown(self, value: Any) -> Any:
        return lines.name_of(value) or teams.facts.company_name()

    def value(self, value: Any, record: Any) -> Any:
        return self.shown(value)


class ChangeTable(Table):
    at = MomentColumn(_("When"))
    line = HolderColumn(_("For"), orderable=False, url=_href)
    goal = Column(_("Goal"), accessor="line__goal", orderable=False, hide="p3")
    column = Column(_("What"), orderable=False)
    before = Column(_("Before"), orderable=False, hide="p2", css="num")
    after = Column(_("After"), orderable=False, css="num")
    by = Column(_("By"), accessor="by__name", orderable=False)
    why = Column(_("Reason"), orderable=False, hide="p2")

    def render_goal(self, value: Any) -> str:
        return words.goal(value)

    def value_goal(self, value: Any) -> str:
        return words.goal(value)

    def render_column(self, value: str) -> str:
        return {"planned": gettext("Planned"), "proposed": gettext("Proposed")}[value]

    def render_before(self, value: Any, record: Any) -> str:
        return words.amount(record.line.goal.measure)(value)

    def render_after(self, value: Any, record: Any) -> str:
        return words.amount(record.line.goal.measure)(value)
