"""A figure that is typed into the table: stored at once, and what follows from it said again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.facts import lines
from planning.forms.figures import FigureForm
from planning.models import QuotaLine, QuotaPlan
from planning.services import lines as services
from planning.views import cascade_page, frame
from teams.access import OPERATORS, requires
from teams.services.refused import Refused


@requires(*OPERATORS)
@require_POST
def planned(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """By htmx only the cells that follow come back; what was typed stays, also when refused."""
    plan = frame.plan_or_404(request, pk)
    row = frame.line_or_404(request, plan, line)
    problem = _stored(request, row)
    if getattr(request, "htmx", None):
        return render(request, "planning/_live.html", _live(plan, row, problem))
    if problem:
        messages.error(request, problem)
    href = reverse("planning:plan", args=(pk,))
    return redirect(f"{href}?goal={row.goal_id}#line-{line}")


def _stored(request: HttpRequest, row: QuotaLine) -> str:
    """What is in the way; "" when the figure is stored."""
    form = FigureForm(request.POST, measure=row.goal.measure)
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    said = form.cleaned_data
    try:
        services.set_planned(
            by=request.user, line=row, amount=said["planned"], version=said["version"]
        )
    except Refused as refused:
        return str(refused)
    return ""


def _live(plan: QuotaPlan, row: QuotaLine, problem: str) -> dict[str, Any]:
    """The line itself and all that have lines below them."""
    found = lines.cascade_of(plan, row.goal)
    sheet = cascade_page.sheet(plan, row.goal, found)
    touched = [one for one in found.lines if one.row.children or one.id == row.pk]
    mine = found.of(row.pk)
    left = next((one for one in found.lines if mine and one.id == mine.row.parent), mine)
    said = cascade_page.cells(sheet, left).left if left else ""
    return {
        "changed": row.pk,
        "version": mine.version if mine else "",
        "problem": problem,
        "cells": [(one.id, cascade_page.cells(sheet, one)) for one in touched],
        "tiles": cascade_page.tiles(sheet),
        "levels": cascade_page.level_rows(sheet),
        "told": problem or _("Not yet allocated: %(amount)s") % {"amount": said or "0"},
        "goal": row.goal,
        "plan": plan,
    }
