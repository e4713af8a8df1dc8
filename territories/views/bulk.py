"""Import and export of a model: a spreadsheet out, and back with a look at what it would change."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

import audit.facts
import audit.services
from teams.access import OPERATORS, requires
from teams.services.refused import Refused
from territories import bulk_words as told
from territories.facts.bulk import BY_SLUG, SHEETS
from territories.forms.bulk import FileForm
from territories.models import TerritoryModel
from territories.services import bulk as services
from territories.services.bulk.running import CHECK, IMPORT, OPEN, STORED, UNDO
from territories.views import frame
from ui import exports
from ui.answering import answered
from ui.formats import moment
from versions.core import states

KINDS = (CHECK, IMPORT, UNDO)
LATEST = 10  # imports that the page lists


@requires(*OPERATORS)
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a file, and look at what it would change."""
    model = frame.model_or_404(request, pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = services.check(by=request.user, model_id=pk, file=file, name=file.name)
        except Refused as why:
            form.add_error("file", str(why))
        else:
            where = "bulk_progress" if run.state in OPEN else "bulk_check"
            return redirect(f"territories:{where}", pk, run.pk)
    return render(request, "territories/bulk.html", _page(request, model, form))


def _page(request: HttpRequest, model: TerritoryModel, form: FileForm) -> dict[str, Any]:
    imports = audit.facts.runs().filter(kind=IMPORT, params__model=model.pk)[:LATEST]
    return frame.heading(request, model, "bulk") | {
        "form": form,
        "sheets": SHEETS,
        "is_draft": model.state == states.DRAFT,
        "imports": [_import(run) for run in imports],
    }


def _import(run: Any) -> dict[str, Any]:
    counts = run.result.get("counts", {})
    return {
        "run": run,
        "file": run.params["file"],
        "stored": counts.get("add", 0) + counts.get("change", 0),
        "refused": counts.get("refuse", 0),
        "may_undo": run.state in STORED,
        "is_open": run.state in OPEN,
    }


def _run_or_404(pk: int, run: int, *kinds: str) -> Any:
    found = audit.facts.run(run)
    if found is None or found.kind not in kinds or found.params["model"] != pk:
        raise Http404(_("There is no such page for you."))
    return found


@requires(*OPERATORS)
def progress(request: HttpRequest, pk: int, run: int) -> HttpResponseBase:
    """How far the work on a large file is; leads on when it is done."""
    model, found = frame.model_or_404(request, pk), _run_or_404(pk, run, *KINDS)
    if found.state in (*STORED, "undone"):
        return _onwards(request, pk, found)
    context = frame.heading(request, model, "bulk") | {
        "run": found,
        "lede": _("You can leave this page; it goes on."),
        "is_busy": found.state in OPEN,
        "refused": found.result.get("refused", ""),
        "failed": found.state == "failed",
        "progress": told.progress(found),
    }
    part = "#progress" if request.headers.get("HX-Request") else ""
    return render(request, f"territories/bulk_progress.html{part}", context)


def _onwards(request: HttpRequest, pk: int, run: Any) -> HttpResponseBase:
    """A check to what it found; an import and its undo to the list, where they say what is done."""
    address = reverse("territories:bulk_check", args=[pk, run.pk])
    if run.kind != CHECK:
        if run.state != "undone":
            messages.success(request, told.done(run))
        address = reverse("territories:bulk", args=[pk])
    htmx = request.headers.get("HX-Request")
    return HttpResponseClientRedirect(address) if htmx else redirect(address)


@require_POST
@requires(*OPERATORS)
def stop(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """End the work on a file; nothing has changed then."""
    found = _run_or_404(frame.model_or_404(request, pk).pk, run, *KINDS)
    if audit.services.stop(found):
        audit.services.log(by=request.user, act="cancel", obj=found)
    return redirect("territories:bulk_progress", pk, run)


@requires(*OPERATORS)
def bulk_check(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """What the file would change, and what it can't."""
    model = frame.model_or_404(request, pk)
    found = _run_or_404(pk, run, CHECK)
    if found.state != "done":
        return redirect("territories:bulk_progress", pk, run)
    result, counts = found.result, found.result["counts"]
    asked = counts["add"] + counts["change"]
    context = frame.heading(request, model, "bulk") | {
        "run": found,
        "lede": _("%(file)s, checked %(when)s. Nothing of it is stored yet.")
        % {"file": found.params["file"], "when": moment(found.finished_at)},
        "tiles": told.tiles(counts),
        "changes": [one | {"sheet": BY_SLUG[one["sheet"]].label} for one in result["changes"]],
        "refused": [one | {"sheet": BY_SLUG[one["sheet"]].label} for one in result["refused"]],
        "more_changes": asked - len(result["changes"]),
        "more_refused": counts["refuse"] - len(result["refused"]),
        "asked": asked,
        "button": told.button(asked, counts["refuse"]),
        "is_draft": model.state == states.DRAFT,
    }
    return render(request, "territories/bulk_check.html", context)


@require_POST
@requires(*OPERATORS)
def bulk_store(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    return _begun(request, pk, lambda: services.store(by=request.user, model_id=pk, check_id=run))


@require_POST
@requires(*OPERATORS)
def bulk_undo(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    return _begun(request, pk, lambda: services.undo(by=request.user, model_id=pk, run_id=run))


def _begun(request: HttpRequest, pk: int, act: Callable[[], Any]) -> HttpResponse:
    """Done at once, or waited for on a page of its own."""
    with answered(request):
        run = act()
        if run.state in OPEN:
            return redirect("territories:bulk_progress", pk, run.pk)
        messages.success(request, told.done(run))
    return redirect("territories:bulk", pk)


@requires(*OPERATORS)
def bulk_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """One sheet as CSV (`?sheet=`), or all of them as a workbook."""
    model = frame.model_or_404(request, pk)
    if kind == "xlsx":
        sheets = ((str(sheet.label), _marked(sheet, pk)) for sheet in SHEETS)
        return exports.book_response(model.name, sheets)
    sheet = BY_SLUG.get(request.GET.get("sheet", ""))
    if sheet is None or kind != "csv":
        raise Http404(_("There is no such page for you."))
    name = f"{model.name} {sheet.slug}"
    return exports.csv_response(name, sheet.heads, sheet.rows(pk))


def _marked(sheet: Any, model_id: int) -> Any:
    """Rows of a sheet, of which the heads are marked."""
    yield True, sheet.heads
    for row in sheet.rows(model_id):
        yield False, row
