"""Loads and calculations: what ran, what runs, what came of it; and the recompute button."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

import audit.facts
import audit.services
import kpis.services
from dashboards import run_words
from dashboards.filters import RunFilters
from dashboards.tables.runs import RunTable
from teams.access import OPERATORS, requires
from teams.web import period_of
from ui import formats
from ui.components import Action, Crumb, Empty, Fact
from ui.pages import ListPage
from ui.period_picker import title


class RunList(ListPage):
    name = "dashboards:runs"
    title = gettext_lazy("Runs")
    table = RunTable
    filters = RunFilters
    order = "-queued_at"
    template = "dashboards/runs.html"
    empty = Empty(
        gettext_lazy("Nothing ran yet"),  # type: ignore[arg-type]
        gettext_lazy("Imports and calculations stand here, with their log."),  # type: ignore[arg-type]
        icon="history",
    )

    def rows(self, request: HttpRequest) -> Any:
        return audit.facts.runs()

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        period = period_of(request)
        return {
            "crumbs": (Crumb(_("Operations"), reverse("dashboards:home")), Crumb(_("Runs"))),
            "lede": _("Every import and every calculation, with its log."),
            "period_slug": period.slug,
            "period_title": title(period),
        }


runs = requires(*OPERATORS)(RunList.as_view())


@requires(*OPERATORS)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run; while it goes on, the page asks again every two seconds."""
    found = audit.facts.run(pk)
    if found is None:
        raise Http404(_("There is no such run."))
    name, load = run_words.name(found), run_words.load_page(found)
    context = {
        "title": _("%(kind)s %(number)s") % {"kind": name, "number": found.pk},
        "crumbs": (
            Crumb(_("Operations"), reverse("dashboards:home")),
            Crumb(_("Runs"), reverse("dashboards:runs")),
            Crumb(str(found.pk)),
        ),
        "page_class": "narrow",
        "actions": (Action(_("Open the import"), load, "database"),) if load else (),
        "run": found,
        "status": run_words.status(found),
        "is_open": run_words.is_open(found),
        "progress": run_words.progress(found),
        "facts": _facts(found),
        "inputs": json.dumps(found.params, indent=2, ensure_ascii=False) if found.params else "",
        "result": json.dumps(found.result, indent=2, ensure_ascii=False) if found.result else "",
        "log": "\n".join(" ".join(line) for line in audit.facts.log_of(found)),
        "parts": _parts(found),
    }
    part = "#run" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"dashboards/run.html{part}", context)


def _facts(found: Any) -> tuple[Fact, ...]:
    known = (
        Fact(_("Started by"), run_words.who(found)),
        Fact(_("Asked at"), formats.moment(found.queued_at)),
        Fact(_("Started"), formats.moment(found.started_at)),
        Fact(_("Ended"), formats.moment(found.finished_at)),
        Fact(_("Duration"), run_words.duration(found)),
        Fact(_("Result"), run_words.outcome(found)),
        Fact(_("Code version"), found.code_version),
    )
    return tuple(fact for fact in known if fact.value)


def _parts(found: Any) -> list[tuple[Any, str, Any, str]]:
    """The pieces that workers share, with state and duration."""
    return [
        (part, run_words.name(part), run_words.status(part), run_words.duration(part))
        for part in audit.facts.parts(found.pk)[:200]
    ]


@requires(*OPERATORS)
@require_POST
def recompute(request: HttpRequest) -> HttpResponse:
    """Compute the period of the URL (or everything) again; the run's page shows how far it is."""
    period = period_of(request)
    days: dict[str, Any] = (
        {} if "all" in request.POST else {"start": period.start, "end": period.end}
    )
    try:
        started = kpis.services.recompute_again(**days, by=request.user)
    except kpis.services.NothingToRecompute:
        words = {"period": title(period)}
        messages.warning(request, _("There is nothing to compute in %(period)s.") % words)
        return redirect("dashboards:runs")
    return redirect("dashboards:run", pk=started.pk)


@requires(*OPERATORS)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a run that no worker has begun."""
    found = audit.facts.run(pk)
    if found is None:
        raise Http404(_("There is no such run."))
    if audit.services.claim(found):
        for one in (found, *(p for p in audit.facts.parts(pk) if audit.services.claim(p))):
            audit.services.finish(one, state="cancelled")
        audit.services.log(by=request.user, act="cancel", obj=found)
        messages.success(request, _("Cancelled. Nothing was changed."))
    else:
        messages.warning(request, _("It has already begun, so it goes on to its end."))
    return redirect("dashboards:run", pk=pk)
