"""Quarterly reviews: the list, one of them, and the click that makes one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

import audit.facts
import teams.facts
from reports import correction_words, facts, page, services, words
from reports.models import Report
from reports.tables import ReportTable
from teams.access import LEADERS, requires, scope_or_404
from teams.core.scope import UnknownScope
from teams.web import period_of
from ui import exports, formats, links
from ui.components import Action, Crumb, Empty, Progress
from ui.pages import ListPage


class ReportList(ListPage):
    """Every review that the reader may see, those of old versions too."""

    name = "reports:reports"
    title = gettext_lazy("Quarterly reviews")
    table = ReportTable
    order = "-made_at"
    empty = Empty(
        gettext_lazy("No review yet"),  # type: ignore[arg-type]
        gettext_lazy("Open a past quarter under Performance and make one."),  # type: ignore[arg-type]
        "file-text",
    )

    def rows(self, request: HttpRequest) -> list[Report]:
        return facts.reports(request.access)  # type: ignore[attr-defined]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "crumbs": crumbs(),
            "lede": _("What was known of a quarter when somebody froze it. None is ever changed."),
        }


reports = requires(*LEADERS)(ReportList.as_view())


def crumbs(*more: Crumb) -> tuple[Crumb, ...]:
    performance = Crumb(_("Performance"), reverse("dashboards:company"))
    here = Crumb(_("Quarterly reviews"), reverse("reports:reports"))
    return (performance, here, *more)


@requires(*LEADERS)
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What was frozen, in the reader's language, and what is different today."""
    access: Any = request.access  # type: ignore[attr-defined]
    found = facts.report(access, pk)
    if found is None:
        raise Http404(_("There is no such page for you."))
    corrections = facts.corrections(found, facts.seen_people(access, found))
    if request.GET.get("export") == "xlsx":
        name = f"{words.name(found)} {found.scope_name}"
        return exports.book_response(name, page.book(found, access, corrections))
    context = {
        "title": words.name(found),
        "lede": words.lede(found),
        "crumbs": crumbs(Crumb(f"{found.scope_name} {found.period.slug}")),
        "page_class": "narrow wide",
        "report": found,
        "state": words.state(found),
        "note": words.note(found, services.is_as_made(found)),
        "actions": (Action(_("Excel"), links.changed(request.GET, export="xlsx"), "download"),),
        "parts": page.parts(found, access),
        "since": words.since(),
        "corrected": correction_words.corrected(corrections),
        "corrections": correction_words.sheets(corrections),
        "named": words.fingerprint(found),
        "may_withdraw": found.withdrawn_at is None and services.may_withdraw(found, access),
    }
    with formats.company_currency_is(found.currency):
        return render(request, "reports/report.html", context)


@requires(*LEADERS)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """One click: the review of a scope and quarter is asked for; its progress is a page."""
    period = period_of(request)
    scope = scope_or_404(request, request.POST.get("scope", ""), period.start, period.end)
    try:
        run = services.ask_for(scope, period, by=request.user)
    except services.Refused as why:
        messages.warning(request, str(why))
        return redirect("reports:reports")
    return redirect("reports:making", pk=run.pk)


@requires(*LEADERS)
def making(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far a review is; the page asks again and leads on as soon as there is one."""
    run = audit.facts.run(pk)
    if run is None or run.kind != services.MAKE or not _sees(request, run):
        raise Http404(_("There is no such page for you."))
    if made := run.result.get("report"):
        there = reverse("reports:report", args=[made])
        return HttpResponseClientRedirect(there) if request.htmx else redirect(there)  # type: ignore[attr-defined]
    context = {
        "title": _("The review is being made"),
        "crumbs": crumbs(Crumb(_("Being made"))),
        "page_class": "narrow",
        "failed": run.state == "failed",
        "progress": Progress(run.progress / run.total if run.total else None, _progress(run)),
    }
    part = "#making" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"reports/making.html{part}", context)


def _progress(run: Any) -> str:
    if run.state == "queued":
        return _("Waiting for a worker, or for numbers that are being computed")
    return _("Section %(n)s of %(all)s") % {"n": min(run.progress + 1, run.total), "all": run.total}


def _sees(request: HttpRequest, run: Any) -> bool:
    """Whether the run is about a scope and quarter that the reader sees."""
    try:
        scope = teams.facts.find_scope(run.params["scope"])
    except UnknownScope:
        return False
    period = teams.facts.company().calendar.parse(run.params["period"])
    access: Any = request.access  # type: ignore[attr-defined]
    return bool(access.sees_scope(scope, period.start, period.end))


@requires(*LEADERS)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """By its author or by operations, with a reason."""
    access: Any = request.access  # type: ignore[attr-defined]
    found = facts.report(access, pk)
    if found is None or not services.may_withdraw(found, access):
        raise Http404(_("There is no such page for you."))
    try:
        services.withdraw(found, by=request.user, because=request.POST.get("reason", ""))
    except services.Refused as why:
        messages.warning(request, str(why))
    return redirect("reports:report", pk=pk)
