"""Two plans beside each other: who is to reach more, who less."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

import teams.facts
from planning import words
from planning.facts import comparing, plans
from planning.facts.comparing import Beside, Comparison
from planning.models import PlanGoal, QuotaPlan
from planning.views import frame, plan_page
from teams.access import requires
from teams.core.access import SEES_ALL
from ui import exports, formats
from ui.components import Tile


@requires(*sorted(SEES_ALL))
def compare(request: HttpRequest, pk: int) -> Any:
    """`?with=` is the plan before; without it the one copied from, or the year before's."""
    plan, goals = frame.plan_or_404(request, pk), plans.goals(pk)
    others = list(plans.plans(request.access).exclude(pk=pk))  # type: ignore[attr-defined]
    before, goal = _before(request, plan, others), frame.goal_of(request, goals)
    context = frame.heading(request, plan, "compare") | {
        "others": others,
        "before": before,
        "goals": plan_page.goal_tabs(goals, goal),
        "goal": goal,
    }
    other = comparing.same_goal(before, goal) if before and goal else None
    if goal is not None and other is not None:
        found = comparing.compare(other, goal)
        if request.GET.get("export") in ("csv", "xlsx"):
            return exports.respond(request.GET["export"], plan.name, *_file(found))
        context |= _shown(found, goal, before)
    return render(request, "planning/compare.html", context)


def _before(request: HttpRequest, plan: QuotaPlan, others: list[QuotaPlan]) -> QuotaPlan | None:
    if text := request.GET.get("with", ""):
        return frame.plan_or_404(request, int(text) if text.isdecimal() else 0)
    known = {one.pk: one for one in others}
    year = plans.year_before(plan)
    likely = (plan.based_on_id, year.pk if year else None)
    return next((known[pk] for pk in likely if pk in known), None)


def _shown(found: Comparison, goal: PlanGoal, before: Any) -> dict[str, Any]:
    write, short = words.amount(goal.measure), words.short(goal.measure)
    top = found.rows[0]
    more = [row for row in found.changed if row.change is not None and row.change > 0]
    less = [row for row in found.changed if row.change is not None and row.change < 0]
    n = len(found.changed)
    return {
        "lede": ngettext(
            "%(n)s person has another figure than in “%(name)s”.",
            "%(n)s people have another figure than in “%(name)s”.",
            n,
        )
        % {"n": formats.count(n), "name": before.name},
        "tiles": [
            Tile(_("Planned"), short(top.after), sub=_("before: %(v)s") % {"v": short(top.before)}),
            Tile(pgettext("between two values", "Change"), formats.change(_part(top))),
            Tile(_("People with more"), formats.count(len(more))),
            Tile(_("People with less"), formats.count(len(less))),
        ],
        "rows": [_row(row, write) for row in found.rows],
        "goal_name": words.goal(goal),
        "unit": words.unit(goal.measure),
    }


def _row(row: Beside, write: Any) -> dict[str, Any]:
    return {
        "name": row.name or teams.facts.company_name(),
        "level": min(row.depth, 3),
        "before": write(row.before),
        "after": write(row.after),
        "change": formats.signed(row.change),
        "part": formats.change(_part(row)),
    }


def _part(row: Beside) -> Any:
    return row.after / row.before - 1 if row.after is not None and row.before else None


def _file(found: Comparison) -> tuple[list[str], list[list[Any]]]:
    heads = [_("For"), _("Before"), _("After"), pgettext("between two values", "Change")]
    company = teams.facts.company_name()
    rows = [[one.name or company, one.before, one.after, one.change] for one in found.rows]
    return heads, rows
