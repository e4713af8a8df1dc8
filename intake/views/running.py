"""Step 4: progress, undo, and the rows that were set aside."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from audit.services import CannotUndo
from intake.core.extract import ADDED_COLUMNS
from intake.facts.loads import phases
from intake.models import Load
from intake.services import wizard
from intake.views.frame import frame, load_or_404
from intake.wording import sentence
from teams.access import OPERATORS, requires
from ui import exports, formats
from ui.components import Progress


@requires(*OPERATORS)
def run(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Progress; asked again every second by htmx, or by the browser itself without scripts."""
    load = load_or_404(pk)
    if load.state not in (*wizard.BUSY, Load.State.FAILED):
        name = "intake:check" if load.state == Load.State.CHECKED else "intake:done"
        address = reverse(name, args=[load.pk])
        htmx = request.headers.get("HX-Request")
        return HttpResponseClientRedirect(address) if htmx else redirect(address)
    checking = load.state == Load.State.CHECKING
    failed = load.state == Load.State.FAILED
    context = frame(load, 3 if checking else 4) | {
        "lede": _("You can leave this page; it goes on."),
        "is_busy": not failed,
        "is_waiting": bool(load.run and load.run.state == "queued"),
        "checking": checking,
        "progress": None if failed else _progress(load),
        "phases": phases(load),
        "failure": _failure(load) if failed else "",
    }
    if failed:
        context["lede"] = _("The import was stopped. Nothing was saved.")
    template = "intake/load_run.html"
    part = f"{template}#progress" if request.headers.get("HX-Request") else template
    return render(request, part, context)


def _progress(load: Load) -> Progress:
    done = load.run.progress if load.run else 0
    total = load.run.total if load.run else 0
    words = {"done": formats.count(done), "total": formats.count(total)}
    if not total or total <= done:
        text = ngettext("%(done)s row read", "%(done)s rows read", done)
        return Progress(None, text % words)
    text = ngettext("%(done)s of %(total)s row read", "%(done)s of %(total)s rows read", total)
    return Progress(done / total, text % words)


def _failure(load: Load) -> str:
    """The first line; the rest of an error is for the page of the run."""
    line = (load.run.error if load.run else "").strip().split("\n")[0]
    return _(line) if line else ""


@requires(*OPERATORS)
@require_http_methods(["POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    load = load_or_404(pk)
    try:
        wizard.undo(load, by=request.user)
        messages.success(request, _("The import was undone."))
    except CannotUndo as problem:
        messages.error(request, str(problem))
    return redirect("intake:done", load.pk)


@requires(*OPERATORS)
def rejected(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows as they stood in the file, with the reason; corrected, they can be loaded again."""
    load = load_or_404(pk)
    file = request.GET.get("file") or load.set_aside.values_list("file", flat=True).first()
    if not file:
        raise Http404
    header = load.headers.get(file, [])
    reasons = _reasons(load, file)

    def rows() -> Iterator[list[Any]]:
        for one in load.set_aside.filter(file=file).iterator(2000):
            cells = [*one.cells, *[""] * (len(header) - len(one.cells))]
            yield [*cells[: len(header)], one.row, reasons.get(one.row, "")]

    name = f"{PurePath(file).stem}-set-aside"
    return exports.respond("csv", name, [*header, *ADDED_COLUMNS], rows())


def _reasons(load: Load, file: str) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for one in load.issues.filter(file=file, severity="error", row__isnull=False).iterator(2000):
        found.setdefault(one.row or 0, []).append(f"{one.column}: {sentence(one.kind, one.params)}")
    return {row: " ".join(texts) for row, texts in found.items()}
