"""Every figure that was said in a plan."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

import teams.facts
from planning import words
from planning.facts import lines
from ui.tables import Column, MomentColumn, Table


def _href(change: Any) -> str:
    return reverse("planning:line", args=(change.line.goal.plan_id, change.line_id))


class ChangeTable(Table):
    at = MomentColumn(_("When"))
    holder = Column(_("For"), empty_values=(), orderable=False, url=_href)
    goal = Column(_("Goal"), empty_values=(), orderable=False, hide="p3")
    column = Column(_("What"), orderable=False)
    before = Column(_("Before"), orderable=False, hide="p2")
    after = Column(_("After"), orderable=False)
    by = Column(_("By"), accessor="by__name", orderable=False)
    why = Column(_("Reason"), orderable=False, hide="p2")

    def render_holder(self, record: Any) -> str:
        return lines.name_of(record.line) or teams.facts.company_name()

    def render_goal(self, record: Any) -> str:
        return words.goal(record.line.goal)

    def render_column(self, record: Any) -> str:
        return {"planned": _g("Planned"), "proposed": _g("Proposed")}[record.column]

    def render_before(self, record: Any) -> str:
        return words.amount(record.line.goal.measure)(record.before)

    def render_after(self, record: Any) -> str:
        return words.amount(record.line.goal.measure)(record.after)

    value_holder, value_goal, value_column = render_holder, render_goal, render_column
