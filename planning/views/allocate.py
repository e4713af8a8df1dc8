"""Share a line's figure out by a method: what it would give beside what it has, each method on the
months before, ranked by its error; applied, and taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.facts import lines
from planning.facts.allocation import Inputs, preview, read_inputs
from planning.forms.allocate import AllocateForm, initial_of
from planning.models import QuotaLine, QuotaPlan
from planning.services import lines as services
from planning.views import allocate_page, frame, line_page
from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from ui.answering import answered
from ui.components import Crumb
from versions.core import states

FIRST = Inputs("uniform_growth")


@requires(*OPERATORS)
def allocate(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Read: the preview. Posted: it is applied."""
    plan = frame.plan_or_404(request, pk)
    row = _parent_or_404(request, plan, line)
    names = {one.pk: lines.name_of(one) for one in lines.children(row)}
    said = initial_of(read_inputs(row) or FIRST)
    sent = request.POST or (request.GET if "method" in request.GET else None)
    form = AllocateForm(sent or said, lines=names)
    inputs = form.inputs() if form.is_valid() else FIRST
    if request.method == "POST" and form.is_valid() and _applied(request, row, inputs):
        return redirect("planning:line", pk, line)
    if getattr(request, "htmx", None):
        context = _context(plan, row, form, inputs)
        return render(request, "planning/_preview.html", context)
    crumb = Crumb(line_page.name(row), allocate_page.line_href(row))
    heading = frame.heading(request, plan, "plan", crumb, Crumb(_("Allocate")))
    context = _context(plan, row, form, inputs) | heading | {"title": _("Allocate")}
    return render(request, "planning/allocate.html", context)


def _context(plan: QuotaPlan, row: QuotaLine, form: AllocateForm, inputs: Inputs) -> dict[str, Any]:
    found = preview(row, inputs)
    return {
        "plan": plan,
        "line": row,
        "form": form,
        "is_draft": plan.state == states.DRAFT,
        "edits": plan.edits,
        **allocate_page.shown(row, found, inputs),
    }


def _applied(request: HttpRequest, row: QuotaLine, inputs: Inputs) -> bool:
    edits = request.POST.get("edits", "")
    seen = int(edits) if edits.isdecimal() and len(edits) < 10 else None
    try:
        services.allocate(by=request.user, line=row, inputs=inputs, edits=seen)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("The figures are allocated."))
    return True


@requires(*OPERATORS)
@require_POST
def take_back(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    plan = frame.plan_or_404(request, pk)
    row = _parent_or_404(request, plan, line)
    with answered(request, _("All figures are as they were before.")):
        services.take_back(by=request.user, line=row)
    return redirect("planning:line", pk, line)


def _parent_or_404(request: HttpRequest, plan: QuotaPlan, pk: int) -> QuotaLine:
    row = frame.line_or_404(request, plan, pk)
    if not row.children.exists():
        raise Http404(_("There is no such page for you."))
    return row
