"""What a manager proposes for their team and each of its people, with reasons, on one page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning import words
from planning.facts import lines, plans
from planning.facts.lines import Cascade
from planning.forms.figures import ProposalForm
from planning.models import PlanGoal, QuotaPlan
from planning.services.lines import propose_many
from planning.services.lines.proposing import Said
from planning.views import cascade_page, frame, plan_page
from teams.access import OPERATORS, requires
from teams.core.access import MANAGER
from teams.services.refused import Refused
from ui import formats
from versions.core import states


@requires(MANAGER, *OPERATORS)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines that one sees; those who see everybody choose a team by `?line=`."""
    plan = frame.plan_or_404(request, pk)
    goals = plans.goals(pk)
    goal = frame.goal_of(request, goals)
    if goal is None:
        return redirect("planning:plan", pk)
    found = lines.cascade_of(plan, goal, request.access)  # type: ignore[attr-defined]
    forms = _forms(request, goal, found)
    if request.method == "POST" and (said := _stored(request, plan, forms)):
        messages.success(request, said)
        return redirect(f"{reverse('planning:propose', args=(pk,))}?goal={goal.pk}")
    sheet = cascade_page.sheet(plan, goal, found)
    rows = [(cascade_page.row(sheet, one, False), forms[one.id]) for one in found.lines]
    context = frame.heading(request, plan, "propose") | {
        "lede": plan_page.lede(plan),
        "goals": plan_page.goal_tabs(goals, goal),
        "goal_name": words.goal(goal),
        "unit": words.unit(goal.measure),
        "pairs": rows,
        "open": _is_open(request, plan),
    }
    return render(request, "planning/propose.html", context)


def _is_open(request: HttpRequest, plan: QuotaPlan) -> bool:
    may_plan = request.access.may("plan")  # type: ignore[attr-defined]
    return plan.state == states.DRAFT and bool(may_plan or plan.proposals_by)


def _forms(request: HttpRequest, goal: PlanGoal, found: Cascade) -> dict[int, ProposalForm]:
    write = words.amount(goal.measure)
    return {
        one.id: ProposalForm(
            request.POST or None,
            prefix=str(one.id),
            measure=goal.measure,
            initial={
                "amount": write(one.row.proposed),
                "why": one.proposed_why,
                "version": one.version,
            },
        )
        for one in found.lines
    }


def _stored(request: HttpRequest, plan: QuotaPlan, forms: dict[int, Any]) -> str:
    """What was done; "" when it was refused, which is said at the line's form or above."""
    if not all(form.is_valid() for form in forms.values()):
        return ""
    said = {pk: Said(**form.cleaned_data) for pk, form in forms.items() if form.is_touched}
    try:
        n = propose_many(by=request.user, plan=plan, said=said, access=request.access)  # type: ignore[attr-defined]
    except Refused as refused:
        messages.error(request, str(refused))
        return ""
    text = ngettext("%(n)s proposal is stored.", "%(n)s proposals are stored.", n)
    return text % {"n": formats.count(n)} if n else _("Nothing was different.")
