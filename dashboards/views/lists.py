"""Every team and every rep with their figures, to sort, filter and take along."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import teams.facts
from dashboards import asked
from dashboards.filters import RepFilters
from dashboards.tables.people import RepTable, TeamTable
from kernel.periods import Period
from kpis.facts import history
from teams.access import LEADERS, requires
from teams.web import period_of
from ui.components import Crumb
from ui.pages import ListPage
from ui.period_picker import PeriodPicker, title

COLUMNS = {
    "quota": "quota",
    "booked": "won_value",
    "attained": "attainment",
    "usual": "expected_share",
    "open": "open_pipeline",
    "cover": "coverage",
    "win_rate": "win_rate",
    "size": "deal_value",
    "cycle": "sales_cycle",
    "won": "won_count",
}


class People(ListPage):
    """What the two lists share: stored values beside each row, the period in the URL."""

    kind: ClassVar[str]
    here: ClassVar[str]
    order = "-attained"
    hidden = ("size", "cycle", "won")

    def with_values(self, rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
        """The rows with a column for each figure; unknown stays NULL."""
        period = period_of(request)
        return rows.annotate(
            **{name: history.column(kpi, self.kind, period) for name, kpi in COLUMNS.items()}
        )

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        for word in text.split()[:6]:
            rows = rows.filter(name__icontains=word)
        return rows

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        ask = asked.question(request, teams.facts.company_scope())
        start = reverse("dashboards:company") + ask.query
        return {
            "crumbs": (Crumb(_("Performance"), start), Crumb(str(self.title))),
            "picker": PeriodPicker.of(request, ask.period, ask.calendar, compares=False),
            "tabs": asked.tabs(ask, self.here),
            "lede": self.lede(title(ask.period)),
            "freshness": asked.freshness(request),
        }

    def lede(self, period: str) -> str:
        raise NotImplementedError


class TeamList(People):
    name = "dashboards:teams"
    title = gettext_lazy("Teams")
    table = TeamTable
    kind, here = "team", "teams"
    search_label = gettext_lazy("Search teams")

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        period = period_of(request)
        access: Any = request.access  # type: ignore[attr-defined]
        seen = access.team_ids_on(period.start, period.end)
        rows = teams.facts.teams().select_related("parent")
        rows = rows if seen is None else rows.filter(pk__in=seen)
        return self.with_values(rows, request)

    def lede(self, period: str) -> str:
        return _("Every team in %(period)s; regions include the teams below them.") % {
            "period": period
        }


class RepList(People):
    name = "dashboards:reps"
    title = gettext_lazy("Reps")
    table = RepTable
    filters = RepFilters
    kind, here = "rep", "reps"
    search_label = gettext_lazy("Search reps")

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        period = period_of(request)
        access: Any = request.access  # type: ignore[attr-defined]
        seen = access.rep_ids_on(period.start, period.end)
        rows = teams.facts.reps()
        rows = rows if seen is None else rows.filter(pk__in=seen)
        return self.with_values(rows.annotate(team=home_team(period)), request)

    def lede(self, period: str) -> str:
        return _("Everyone who sells, with their figures in %(period)s.") % {"period": period}


def home_team(period: Period) -> Subquery:
    """The name of the team that was home on the last day of the period so far."""
    day = max(period.start, min(period.end - timedelta(1), teams.facts.today()))
    homes = teams.facts.reps().filter(
        pk=OuterRef("pk"), memberships__leads=False, memberships__valid__contains=day
    )
    return Subquery(homes.values("memberships__team__name")[:1])


teams_list = requires(*LEADERS)(TeamList.as_view())
reps_list = requires(*LEADERS)(RepList.as_view())
