"""What a draft measures: add a goal, remove one, look again who belongs to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning import words
from planning.facts import choices, plans
from planning.forms.plans import GoalForm
from planning.services import plans as services
from planning.services.plans.goals import Key
from planning.views import frame
from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from ui.answering import answered
from ui.components import Crumb


@requires(*OPERATORS)
def goals(request: HttpRequest, pk: int) -> HttpResponse:
    """The goals of a plan, and a form for one more."""
    plan = frame.plan_or_404(request, pk)
    form = GoalForm(request.POST or None, families=choices.families(), segments=choices.segments())
    if request.method == "POST" and form.is_valid():
        try:
            goal = services.add_goal(by=request.user, plan=plan, key=Key(**form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{frame.ROOMS.address(plan, 'plan')}?goal={goal.pk}")
    known = [(one, words.goal(one)) for one in plans.goals(pk)]
    context = frame.heading(request, plan, "plan", Crumb(_("Goals"))) | {
        "known": known,
        "form": form,
        "page_class": "narrow",
    }
    return render(request, "planning/goals.html", context)


@requires(*OPERATORS)
@require_POST
def remove(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    """With its lines and figures; the log keeps that it was there."""
    plan = frame.plan_or_404(request, pk)
    row = next((one for one in plans.goals(pk) if one.pk == goal), None)
    if row is None:
        raise Http404(_("There is no such page for you."))
    with answered(request):
        services.remove_goal(by=request.user, goal=row)
    return redirect("planning:goals", plan.pk)


@requires(*OPERATORS)
@require_POST
def lay_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Lines for whoever is new; those of who is gone go when they have no figure."""
    plan = frame.plan_or_404(request, pk)
    try:
        laid = services.lay_out_all(by=request.user, plan=plan)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        counts = {"added": laid.added, "removed": laid.removed}
        messages.success(request, _("Lines added: %(added)s, removed: %(removed)s.") % counts)
    return redirect("planning:plan", pk)
