"""Which part of a goal each month brings: alike, learned from past years, or typed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from planning.facts import months as facts
from planning.facts import plans
from planning.forms.months import MonthsForm
from planning.models import PlanGoal
from planning.services.months import set_months
from planning.views import frame, months_page, plan_page
from teams.access import requires
from teams.core.access import SEES_ALL
from teams.services.refused import Refused
from versions.core import states


@requires(*sorted(SEES_ALL))
def months(request: HttpRequest, pk: int, goal: int | None = None) -> HttpResponse:
    """Of one goal; those who may edit choose where its months come from."""
    plan, goals = frame.plan_or_404(request, pk), plans.goals(pk)
    known = next((one for one in goals if one.pk == goal), frame.goal_of(request, goals))
    if known is None:
        return redirect("planning:plan", pk)
    known.plan = plan
    may_edit = plan.state == states.DRAFT and request.access.may("plan")  # type: ignore[attr-defined]
    names = [one.slug for one in facts.months_of(known)]
    form = MonthsForm(request.POST or None, names=names, initial=months_page.initial(known))
    if request.method == "POST":
        if not may_edit:
            raise PermissionDenied(_("This is not yours to do now."))
        if _stored(request, known, form):
            return redirect(f"{frame.ROOMS.address(plan, 'months')}?goal={known.pk}")
    context = frame.heading(request, plan, "months") | {
        "goals": plan_page.goal_tabs(goals, known),
        "form": form,
        "may_edit": may_edit,
        **months_page.shown(known, form),
    }
    return render(request, "planning/months.html", context)


def _stored(request: HttpRequest, goal: PlanGoal, form: MonthsForm) -> bool:
    if not form.is_valid():
        return False
    said: dict[str, Any] = {"source": form.cleaned_data["source"], "weights": form.weights()}
    try:
        set_months(by=request.user, goal=goal, **said)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True
