"""Can the people there are sell what is planned; who must be hired, and by when."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.facts import capacity as facts
from planning.facts import ramps as ramp_facts
from planning.forms.hires import HireForm
from planning.services import hiring as services
from planning.views import capacity_parts as parts
from planning.views import frame
from planning.views.realism import READERS
from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from ui import exports
from ui.answering import answered
from ui.components import Crumb
from ui.pages import EXPORTS


@requires(*READERS)
def capacity(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Month by month; whoever plans adds the hires that are counted on."""
    plan = frame.plan_or_404(request, pk)
    may_plan = request.access.may("plan")  # type: ignore[attr-defined]
    form = HireForm(request.POST or None, plan=plan) if may_plan else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            services.add(by=request.user, plan=plan, **form.cleaned_data)
            return redirect("planning:capacity", pk)
        except Refused as why:
            form.add_error(None, str(why))
    found = facts.of_plan(plan)
    if (kind := request.GET.get("export")) in EXPORTS:
        return exports.respond(kind, _("Capacity"), *parts.sheet(found))
    context = frame.heading(request, plan, "capacity") | {
        "title": _("Capacity of %(plan)s") % {"plan": plan.name},
        "form": form,
        **parts.page(found, request),
    }
    return render(request, "planning/capacity.html", context)


@requires(*OPERATORS)
@require_POST
def remove_hire(request: HttpRequest, pk: int, hire: int) -> HttpResponse:
    services.remove(by=request.user, plan=frame.plan_or_404(request, pk), pk=hire)
    return redirect("planning:capacity", pk)


@requires(*READERS)
def ramps(request: HttpRequest) -> HttpResponse:
    """What cohorts say beside the ramp in use, by role; taken over with one click."""
    found = ramp_facts.ramps()
    access: Any = request.access  # type: ignore[attr-defined]
    if request.method == "POST" and access.may("plan"):
        return _taken(request, found)
    context = {
        "title": _("Ramps"),
        "lede": _("What is expected of new people, as a share of what ramped people sell."),
        "crumbs": frame.crumbs(Crumb(_("Ramps"))),
        "ramps": [parts.ramp(one) for one in found],
        "may_plan": access.may("plan"),
    }
    return render(request, "planning/ramps.html", context)


def _taken(request: HttpRequest, found: list[ramp_facts.Ramp]) -> HttpResponse:
    asked = request.POST.get("role", "")
    one = next((ramp for ramp in found if str(ramp.role_id or "") == asked), None)
    if one is None:  # a role in which nobody holds a seat any more
        raise Http404(_("There is no such page for you."))
    with answered(request, _("The learned ramp is in use.")):
        services.take_over(
            by=request.user,
            role_id=one.role_id,
            shares=one.learned.shares,
            learned_from=one.learned.people,
        )
    return redirect("planning:ramps")
