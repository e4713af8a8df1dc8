"""What the pages of one plan share: whether one may read it, its tabs, heading and way back."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import words
from planning.facts import lines, plans
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from ui.components import Crumb, Tab

# The rooms of a plan, in order: name of the address, and what its tab says.
ROOMS = {
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
}
# The right that a room asks for, where not everybody may enter who reads the plan.
RIGHTS = {
    "propose": "propose",
    "months": "see_all",
    "realism": "see_all",
    "fairness": "see_all",
    "capacity": "see_all",
    "compare": "see_all",
    "bulk": "plan",
}


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
    return tuple(
        Tab(str(text), href + query, name == here)
        for name, text in ROOMS.items()
        if (href := room(plan, name)) and may_enter(request, name)
    )


def may_enter(request: HttpRequest, name: str) -> bool:
    return name not in RIGHTS or request.access.may(RIGHTS[name])  # type: ignore[attr-defined]


def room(plan: QuotaPlan, name: str) -> str:
    """The address of a room; "" for one that this house does not have."""
    try:
        return reverse(f"planning:{name}", args=(plan.pk,))
    except NoReverseMatch:
        return ""


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    return (Crumb(_("Quotas"), reverse("planning:plans")), *more)


def heading(request: HttpRequest, plan: QuotaPlan, here: str, *more: Crumb) -> dict[str, Any]:
    """What each page of a plan gives its template: title, state, crumbs, tabs."""
    way: tuple[Crumb, ...] = (Crumb(plan.name, reverse("planning:plan", args=(plan.pk,))),)
    if here != "plan":
        way = (*way, Crumb(str(ROOMS.get(here, ""))))
    return {
        "title": plan.name,
        "plan": plan,
        "state": words.state(plan),
        "crumbs": crumbs(*way, *more),
        "tabs": tabs(request, plan, here),
    }
