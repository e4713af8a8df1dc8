"""Is a plan realistic: three chances a person, side by side, against the company's limits."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

import audit.facts
from planning.facts import realism as facts
from planning.facts.policy import policy
from planning.facts.realism import Weighed
from planning.filters.chances import ChanceFilters
from planning.models import Policy, QuotaPlan
from planning.services import chances
from planning.tables.chances import ChanceTable
from planning.views import frame
from planning.views import realism_parts as parts
from teams.access import OPERATORS, requires
from teams.core.access import SEES_ALL
from ui.components import Crumb, Progress
from ui.pages import ListPage

READERS = tuple(sorted(SEES_ALL))


class Realism(ListPage):
    """The plan's people; above them the person in the middle and the whole."""

    name = "planning:realism"
    title = gettext_lazy("Chances to attain")
    table = ChanceTable
    filters = ChanceFilters
    order = "run_rate"
    template = "planning/realism.html"
    search_label = gettext_lazy("Search people")
    request: HttpRequest
    pk: int

    @cached_property
    def plan(self) -> QuotaPlan:
        return frame.plan_or_404(self.request, self.pk)

    @cached_property
    def weighed(self) -> Weighed:
        return facts.weighed(self.plan)

    @cached_property
    def limits(self) -> Policy:
        return policy()

    def respond(self, request: HttpRequest) -> HttpResponseBase:
        self.request = request
        return super().respond(request)

    def rows(self, request: HttpRequest) -> Any:
        return facts.rows(self.plan).select_related("goal")

    def search(self, rows: Any, text: str) -> Any:
        return rows.filter(rep__name__icontains=text)

    def _table(self, request: HttpRequest, rows: Any) -> ChanceTable:
        table: Any = super()._table(request, rows)
        table.limit = self.limits.least_chance
        return table

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        found = frame.heading(request, self.plan, "realism")
        return found | {
            "title": _("Realism of %(plan)s") % {"plan": self.plan.name},
            "lede": parts.lede(self.weighed),
            "views": parts.views(self.weighed, facts.calibrations(facts.cases()), self.limits),
            "limits": self.limits,
            "beyond": parts.beyond(self.weighed, self.limits),
            "note": parts.note(self.weighed),
            "may_plan": request.access.may("plan"),  # type: ignore[attr-defined]
            "empty": parts.empty(),
        }


@requires(*READERS)
def realism(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Of the plan's revenue goal; other goals have no results to weigh them by."""
    return Realism.as_view(pk=pk)(request)


@requires(*READERS)
def chance(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Why the chances of one person, or of a team, are what they are."""
    plan = frame.plan_or_404(request, pk)
    found = facts.weighed(plan)
    one = next((each for each in found.lines if each.id == line), None)
    if one is None:
        raise Http404(_("There is no such page for you."))
    context = frame.heading(request, plan, "realism", Crumb(one.name or _("The whole")))
    context |= {
        "title": one.name or _("The whole"),
        "lede": parts.asked(one),
        "views": parts.explained(one),
        "as_of": found.as_of,
    }
    return render(request, "planning/chance.html", context)


@requires(*OPERATORS)
@require_POST
def weigh(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a worker; a plan that is being weighed is not asked twice."""
    plan = frame.plan_or_404(request, pk)
    run = chances.ask(plan, by=request.user)
    return redirect("planning:weighing", plan.pk, run.pk)


@requires(*OPERATORS)
def weighing(request: HttpRequest, pk: int, run: int) -> HttpResponse:
    """How far it is; leads back as soon as it is done."""
    plan, found = frame.plan_or_404(request, pk), audit.facts.run(run)
    if found is None or found.kind != chances.WEIGH or found.params["plan"] != pk:
        raise Http404(_("There is no such run."))
    if found.state == "done":
        address = reverse("planning:realism", args=[pk])
        is_part = request.headers.get("HX-Request")
        return HttpResponseClientRedirect(address) if is_part else redirect(address)
    context = frame.heading(request, plan, "realism") | {
        "title": _("The chances are worked out"),
        "lede": _("You can leave this page; it goes on."),
        "page_class": "narrow",
        "is_busy": found.state in chances.OPEN,
        "progress": Progress(found.progress / found.total, parts.stage(found)),
    }
    part = "#progress" if request.headers.get("HX-Request") else ""
    return render(request, f"planning/weighing.html{part}", context)


@requires(*READERS)
def calibration(request: HttpRequest) -> HttpResponse:
    """Whether chances that were said before came true, view by view."""
    found = facts.calibrations(facts.cases())
    context = {
        "title": _("Did the chances come true?"),
        "lede": _("What was said of quotas in force, held against what happened."),
        "crumbs": frame.crumbs(Crumb(_("Did the chances come true?"))),
        "views": parts.reliability(found),
    }
    return render(request, "planning/calibration.html", context)
