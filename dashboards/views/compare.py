"""People beside one another, fair by default; every choice is in the address.

A rep sees themselves in a strip without names, or their peers by name where the company wants it
so; a manager their people, the others everyone.
"""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards import asked, compare_words, comparing
from dashboards.facts.comparison import Compared
from dashboards.tables.compare import FairTable, RawTable, Row
from kpis.core.fair.methods import METHODS
from teams.access import EVERYONE, requires
from teams.web import period_of, scope_of
from ui.components import Crumb, Empty
from ui.pages import ListPage
from ui.period_picker import PeriodPicker


class FairPage(ListPage):
    """The table with what stands above and below it; `page` is read once."""

    name = "dashboards:compare"
    title = gettext_lazy("Compare reps")
    table = FairTable
    template = "dashboards/compare.html"
    order = "rank"
    per_page = 20  # rows with two drawings each
    empty = Empty(
        gettext_lazy("Nobody to compare"),  # type: ignore[arg-type]
        gettext_lazy("Nobody who counts was here in this period."),  # type: ignore[arg-type]
        "users",
    )
    fair = True
    request: HttpRequest

    @cached_property
    def page(self) -> Compared:
        request = self.request
        period = period_of(request)
        scope = scope_of(request, period, totals=True)
        if scope.kind == "territory":
            raise Http404(_("Territories are not compared here."))
        kpi = request.GET.get("kpi", "attainment")
        if kpi not in METHODS:
            raise Http404(_("People are not compared by this figure."))
        ask = asked.question(request, scope, period)
        asked_for = request.GET.get("peers", ""), comparing.picked(request)
        return Compared(ask, kpi, *asked_for, request.GET.get("tenure", ""))

    def rows(self, request: HttpRequest) -> list[Row]:
        return comparing.rows(self.page, fair=self.fair)

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        page, ask = self.page, self.page.ask
        return {
            "lede": compare_words.lede(fair=self.fair),
            "crumbs": (*asked.crumbs(ask)[:1], Crumb(str(self.title))),
            "tabs": asked.tabs(ask, "compare") if ask.scope.kind != "rep" else (),
            "picker": PeriodPicker.of(request, ask.period, ask.calendar, compares=False),
            "freshness": asked.freshness(request),
            **comparing.context(page, request, fair=self.fair),
        }


class RawPage(FairPage):
    table = RawTable
    order = "-raw"
    fair = False


@requires(*EVERYONE)
def compare(request: HttpRequest) -> HttpResponseBase:
    """The fair view, or the raw one where it is asked for."""
    page = RawPage if request.GET.get("as") == "raw" else FairPage
    return page.as_view(request=request)(request)
