"""One line: every figure that was ever said of it, its gap and the three ways to close it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from planning.facts import lines
from planning.forms.plans import GapForm
from planning.models import QuotaLine
from planning.services import lines as services
from planning.views import cascade_page, frame, line_page
from teams.access import LEADERS, OPERATORS, requires
from ui.answering import answered
from ui.components import Crumb
from versions.core import states


@requires(*LEADERS)
def line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """What is said of a line, by whom and why."""
    plan = frame.plan_or_404(request, pk)
    row = frame.line_or_404(request, plan, line)
    found = lines.cascade_of(plan, row.goal)
    sheet = cascade_page.sheet(plan, row.goal, found)
    may_edit = plan.state == states.DRAFT and request.access.may("plan")  # type: ignore[attr-defined]
    name = line_page.name(row)
    context = frame.heading(request, plan, "plan", Crumb(name)) | {
        "title": name,
        "line": row,
        "may_edit": may_edit,
        **line_page.shown(sheet, row),
    }
    return render(request, "planning/line.html", context)


@requires(*OPERATORS)
@require_POST
def close(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Close the gap in one of three ways."""
    form = GapForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {"way": "?", "why": ""}
    return _done(
        request, pk, line, lambda row: services.close_gap(by=request.user, line=row, **said)
    )


@requires(*OPERATORS)
@require_POST
def lock(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Let methods leave the figure alone, or not any more."""
    on = request.POST.get("locked") == "1"
    return _done(request, pk, line, lambda row: services.lock(by=request.user, line=row, on=on))


def _done(
    request: HttpRequest, pk: int, line: int, act: Callable[[QuotaLine], Any]
) -> HttpResponse:
    plan = frame.plan_or_404(request, pk)
    row = frame.line_or_404(request, plan, line)
    with answered(request):
        act(row)
    return redirect("planning:line", pk, line)
