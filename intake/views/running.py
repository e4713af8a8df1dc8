"""Step 4: progress, the summary, undo, and the rows that were set aside."""

from collections.abc import Iterator
from decimal import Decimal
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
from intake.facts.loads import counts, label_of, period_of, phases, took
from intake.models import Load
from intake.services import wizard
from intake.views.frame import frame, load_or_404
from intake.wording import sentence
from teams.access import OPERATORS, requires
from ui import exports, formats
from ui.components import Fact, Note, Progress, Todo


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
        return Progress(None, _("%(done)s rows read") % words)
    return Progress(done / total, _("%(done)s of %(total)s rows read") % words)


def _failure(load: Load) -> str:
    """The first line; the rest of an error is for the page of the run."""
    line = (load.run.error if load.run else "").strip().split("\n")[0]
    return _(line) if line else ""


@requires(*OPERATORS)
def done(request: HttpRequest, pk: int) -> HttpResponseBase:
    load = load_or_404(pk)
    if load.state not in (*wizard.ENDED, Load.State.UNDONE):
        return redirect("intake:run" if load.state in wizard.BUSY else "intake:match", load.pk)
    total = counts(load.result)
    undone = load.state == Load.State.UNDONE
    context = frame(load, 5) | {
        "lede": _lede(load, total),
        "note": Note(_("This import was undone; its rows count nowhere."), "warn")
        if undone
        else None,
        "facts": _facts(load, total),
        "todos": [] if undone else _todos(load, total),
        "files": [f | {"label": label_of(f["target"])} for f in load.result.get("files", [])],
        "is_undone": undone,
        "remarks": load.issues.exclude(severity="error").filter(row__isnull=True)[:20],
    }
    context["remarks"] = [sentence(i.kind, i.params) for i in context["remarks"]]
    return render(request, "intake/load_done.html", context)


def _lede(load: Load, total: dict[str, int]) -> str:
    spent = took(load)
    saved = total["created"] + total["updated"]
    words = {
        "seconds": formats.count(max(1, round(spent.total_seconds())) if spent else 0),
        "saved": formats.count(saved),
        "aside": formats.count(total["set_aside"]),
    }
    if total["set_aside"]:
        text = _("Finished in %(seconds)s s. %(saved)s rows saved, %(aside)s set aside.")
    else:
        text = _("Finished in %(seconds)s s. %(saved)s rows saved.")
    return text % words


def _facts(load: Load, total: dict[str, int]) -> list[Fact]:
    aside = formats.count(total["set_aside"])
    facts = [
        Fact(_("New"), formats.count(total["created"])),
        Fact(_("Changed"), formats.count(total["updated"])),
        Fact(_("Unchanged"), formats.count(total["unchanged"])),
        Fact(_("Skipped: deleted in the CRM, or filtered"), formats.count(total["skipped"])),
        Fact(_("Set aside"), aside),
    ]
    effect = load.result.get("effect", {})
    if effect.get("booked") is not None:
        label = _("Booked, %(period)s") % {"period": period_of(effect)}
        facts.append(Fact(label, _from_to(effect, "booked"), total=True))
        facts.append(Fact(_("Open pipeline"), _from_to(effect, "open")))
    return facts


def _from_to(effect: dict[str, str], name: str) -> str:
    """$3.49M → $3.53M."""
    was, now = Decimal(effect[f"{name}_before"]), Decimal(effect[f"{name}_after"])
    return f"{formats.money(was)} → {formats.money(now)}"


def _todos(load: Load, total: dict[str, int]) -> list[Todo]:
    todos = []
    if total["set_aside"]:
        title = ngettext("%(n)s row set aside", "%(n)s rows set aside", total["set_aside"]) % {
            "n": formats.count(total["set_aside"])
        }
        why = _("They count nowhere until they are corrected and loaded again.")
        address = reverse("intake:rejected", args=[load.pk])
        todos.append(Todo(title, address, why=why, tone="bad", icon="circle-alert"))
    stages = load.result.get("new_stages", [])
    if stages:
        title = ngettext("%(n)s new stage", "%(n)s new stages", len(stages)) % {"n": len(stages)}
        why = _("%(names)s. Say in the administration whether they are open, won or lost.")
        address = reverse("admin:crm_stage_changelist")
        names = ", ".join(stages[:8])
        todos.append(Todo(title, address, why=why % {"names": names}, icon="triangle-alert"))
    missing = int(load.result.get("missing_count", 0))
    if missing:
        title = ngettext(
            "%(n)s open deal is missing in the file", "%(n)s open deals are missing in the file",
            missing,
        ) % {"n": formats.count(missing)}  # fmt: skip
        names = ", ".join(load.result.get("missing", [])[:8])
        todos.append(Todo(title, why=names, tone="info", icon="info"))
    return todos


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
