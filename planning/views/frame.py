"""What the pages of one plan share: whether one may read it, its tabs, heading and way back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.facts import lines, plans
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from ui.components import Crumb, Tab
from versions.rooms import Rooms
from versions.words import badge

ROOMS = Rooms(
    "planning",
    named={
        "plan": gettext_lazy("Figures"),
        "propose": gettext_lazy("Proposals"),
        "months": gettext_lazy("Months"),
        "realism": gettext_lazy("Realism"),
        "fairness": gettext_lazy("Fairness"),
        "capacity": gettext_lazy("Capacity"),
        "publish": gettext_lazy("Publish"),
        "letters": gettext_lazy("Letters"),
        "adjustments": gettext_lazy("Adjustments"),
        "as_published": gettext_lazy("As published"),
        "compare": gettext_lazy("Compare"),
        "history": gettext_lazy("History"),
        "bulk": gettext_lazy("Import and export"),
    },
    rights={
        "propose": "propose",
        "months": "see_all",
        "realism": "see_all",
        "fairness": "see_all",
        "capacity": "see_all",
        "compare": "see_all",
        "bulk": "plan",
    },
)


def plan_or_404(request: HttpRequest, pk: int) -> QuotaPlan:
    """The plan, if one may read it."""
    plan = plans.plans(request.access).filter(pk=pk).first()  # type: ignore[attr-defined]
    if plan is None:
        raise Http404(_("There is no such page for you."))
    return plan


def line_or_404(request: HttpRequest, plan: QuotaPlan, pk: int) -> QuotaLine:
    """A line of the plan, if one may see it."""
    line = lines.line(plan, pk, request.access)  # type: ignore[attr-defined]
    if line is None:
        raise Http404(_("There is no such page for you."))
    return line


def goal_of(request: HttpRequest, goals: list[PlanGoal]) -> PlanGoal | None:
    """The goal that is looked at: `?goal=`, else the first."""
    asked = request.GET.get("goal", "")
    return next((one for one in goals if str(one.pk) == asked), goals[0] if goals else None)


def tabs(request: HttpRequest, plan: QuotaPlan, here: str) -> tuple[Tab, ...]:
    """The rooms of a plan; the goal that is looked at goes along."""
    goal = request.GET.get("goal", "")
    query = f"?goal={goal}" if goal.isdecimal() else ""
    return ROOMS.tabs(request, plan, here, query)


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Quotas"), reverse("planning:plans")), *more)


def heading(request: HttpRequest, plan: QuotaPlan, here: str, *more: Crumb) -> dict[str, Any]:
    """What each page of a plan gives its template: title, state, crumbs, tabs."""
    return {
        "title": plan.name,
        "plan": plan,
        "state": badge(plan),
        "crumbs": crumbs(*ROOMS.way(plan, here), *more),
        "tabs": tabs(request, plan, here),
    }
