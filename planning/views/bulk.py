"""Import and export of a plan: a spreadsheet out, and back with a look at what it would change."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

import audit.facts
from planning.facts.bulk import HEADS, rows
from planning.forms.bulk import FileForm
from planning.services import bulk as services
from planning.services.bulk.judging import CHANGE, REFUSE, SAME
from planning.views import frame
from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from ui import exports
from ui.answering import answered
from ui.components import Tile
from ui.formats import count, moment
from versions.core import states

LATEST, SHOWN = 10, 200  # imports that the page lists; rows of each kind of a check


@requires(*OPERATORS)
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a file, and look at what it would change."""
    plan = frame.plan_or_404(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = services.check(by=request.user, plan=plan, file=file, name=file.name)
        except Refused as why:
            form.add_error("file", str(why))
        else:
            return redirect("planning:bulk_check", pk, run.pk)
    imports = audit.facts.runs().filter(kind=services.IMPORT, params__plan=pk)[:LATEST]
    context = frame.heading(request, plan, "bulk") | {
        "form": form,
        "is_draft": plan.state == states.DRAFT,
        "imports": [_import(run) for run in imports],
    }
    return render(request, "planning/bulk.html", context)


def _import(run: Any) -> dict[str, Any]:
    counts = run.result.get("counts", {})
    return {
        "run": run,
        "file": run.params["file"],
        "stored": counts.get(CHANGE, 0),
        "refused": counts.get(REFUSE, 0),
        "may_undo": run.state in ("done", "problems"),
    }


@requires(*OPERATORS)
def bulk_check(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """What the file would change, and what it can't."""
    plan, found = frame.plan_or_404(request, pk), audit.facts.run(run)
    if found is None or found.kind != services.CHECK or found.params["plan"] != pk:
        raise Http404(_("There is no such page for you."))
    counts = found.result["counts"]
    context = frame.heading(request, plan, "bulk") | {
        "run": found,
        "lede": _("%(file)s, checked %(when)s. Nothing of it is stored yet.")
        % {"file": found.params["file"], "when": moment(found.finished_at)},
        "tiles": _tiles(counts),
        "changes": found.result["changes"][:SHOWN],
        "refused": found.result["refused"][:SHOWN],
        "more_changes": max(counts[CHANGE] - SHOWN, 0),
        "more_refused": max(counts[REFUSE] - SHOWN, 0),
        "button": _button(counts),
        "is_draft": plan.state == states.DRAFT,
    }
    return render(request, "planning/bulk_check.html", context)


def _tiles(counts: dict[str, int]) -> list[Tile]:
    said = {CHANGE: _("Changed"), SAME: _("Unchanged"), REFUSE: _("Refused")}
    return [Tile(label, count(counts[act])) for act, label in said.items()]


def _button(counts: dict[str, int]) -> str:
    """ "" when there is nothing to store."""
    n = counts[CHANGE]
    said = ngettext("Store %(n)s row", "Store %(n)s rows", n) % {"n": count(n)} if n else ""
    if not said or not counts[REFUSE]:
        return said
    return _("%(store)s, leave %(n)s out") % {"store": said, "n": count(counts[REFUSE])}


@requires(*OPERATORS)
@require_POST
def bulk_store(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    plan = frame.plan_or_404(request, pk)
    with answered(request):
        stored = services.store(by=request.user, plan=plan, check_id=run)
        n = stored.result["counts"][CHANGE]
        said = ngettext("%(n)s row is stored.", "%(n)s rows are stored.", n)
        messages.success(request, said % {"n": count(n)})
    return redirect("planning:bulk", pk)


@requires(*OPERATORS)
@require_POST
def bulk_undo(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    plan = frame.plan_or_404(request, pk)
    with answered(request, _("All rows are as they were before the import.")):
        services.undo(by=request.user, plan=plan, run_id=run)
    return redirect("planning:bulk", pk)


@requires(*OPERATORS)
def bulk_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """All lines as CSV or XLSX."""
    plan = frame.plan_or_404(request, pk)
    if kind not in ("csv", "xlsx"):
        raise Http404(_("There is no such page for you."))
    return exports.respond(kind, plan.name, HEADS, rows(plan))
