"""One plan: its goals, the cascade of one of them, where it stands, and the next step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.facts import lines, plans
from planning.forms.plans import AskForm, WordsForm
from planning.models import PlanGoal, QuotaPlan
from planning.services import plans as services
from planning.views import cascade_page, frame, plan_page
from teams.access import LEADERS, OPERATORS, requires
from teams.services.refused import Refused
from ui.answering import answered
from versions import steps
from versions.core import states
from versions.words import told

STEPS: steps.Services = {
    "submit": services.submit,
    "send_back": services.send_back,
    "approve": services.approve,
    "revoke": services.revoke,
    "archive": services.archive,
}


@requires(*LEADERS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """`?goal=` is the goal that is shown; `?rows=` asks for the rows below a line alone."""
    row = frame.plan_or_404(request, pk)
    goals = plans.goals(pk)
    goal = frame.goal_of(request, goals)
    sheet = _sheet(request, row, goal) if goal else None
    below = request.GET.get("rows", "")
    if sheet and below.isdecimal():
        context = {"rows": cascade_page.rows(sheet, int(below)), "plan": row, "goal": goal}
        return render(request, "planning/_rows.html", context | _may(request, row))
    context = frame.heading(request, row, "plan") | _may(request, row) | {
        "lede": plan_page.lede(row),
        "goals": plan_page.goal_tabs(goals, goal),
        "goal": goal,
        "acts": plan_page.acts(row, request.access),  # type: ignore[attr-defined]
        "told": [told(event) for event in plans.events(pk)[: steps.LATEST]],
        "ask": AskForm(initial={"until": row.proposals_by}),
    }  # fmt: skip
    if sheet:
        context |= plan_page.shown(sheet)
    return render(request, "planning/plan.html", context)


def _sheet(request: HttpRequest, row: QuotaPlan, goal: PlanGoal) -> cascade_page.Sheet:
    found = lines.cascade_of(row, goal, request.access)  # type: ignore[attr-defined]
    return cascade_page.sheet(row, goal, found)


def _may(request: HttpRequest, row: QuotaPlan) -> dict[str, Any]:
    may = request.access.may  # type: ignore[attr-defined]
    is_draft = row.state == states.DRAFT
    return {
        "may_edit": is_draft and may("plan"),
        "may_propose": is_draft and may("propose") and (may("plan") or row.proposals_by),
    }


@requires(*LEADERS)
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step in the life of the plan."""
    row = frame.plan_or_404(request, pk)
    steps.take(request, STEPS, plan=row)
    return redirect("planning:plan", pk)


@requires(*LEADERS)
@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something."""
    row = frame.plan_or_404(request, pk)
    with answered(request, _("Saved.")):
        services.comment(by=request.user, plan=row, words=request.POST.get("words", ""))
    return redirect("planning:plan", pk)


@requires(*OPERATORS)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask managers for proposals until a day, or not any more."""
    row, form = frame.plan_or_404(request, pk), AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the day like 2026-05-01."))
        return redirect("planning:plan", pk)
    with answered(request, _("Saved.")):
        services.ask(by=request.user, plan=row, **form.cleaned_data)
    return redirect("planning:plan", pk)


@requires(*OPERATORS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The name and the purpose of a draft."""
    row = frame.plan_or_404(request, pk)
    form = WordsForm(request.POST or None, initial={"name": row.name, "note": row.note})
    if request.method == "POST" and form.is_valid():
        try:
            services.change(by=request.user, plan=row, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:plan", pk)
    context = frame.heading(request, row, "plan") | {"form": form, "page_class": "narrow"}
    return render(request, "planning/new.html", context)
