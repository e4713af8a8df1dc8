"""The stored measures that belong to a scope."""

from typing import Any

from django.db.models import QuerySet

from kernel.periods import Period
from kernel.tree import Tree
from kpis.models import Measure
from teams import facts as teams
from teams.core.scope import Scope


def measures_of(scope: Scope) -> QuerySet[Measure]:
    """Rows of the scope and everything under it. Columns: all of `Measure`."""
    rows = Measure.objects.all()
    if scope.kind == "team":
        return rows.filter(team__in=teams.sub_team_ids(scope.id))
    if scope.kind == "rep":
        return rows.filter(rep=scope.id)
    if scope.kind == "territory":
        return rows.filter(territory__in=territories_below(scope.id))
    return rows


def territories_below(territory_id: int) -> list[int]:
    """The territory and everything under it."""
    parents = dict(teams.territories().values_list("pk", "parent_id"))
    return Tree(parents).below(territory_id)


def home_team(rep: Scope, period: Period) -> QuerySet[Any]:
    """The id of the team that a rep was last in during the period, to stand inside of a query."""
    days = (period.start, period.end)
    homes = teams.reps().filter(
        pk=rep.id, memberships__leads=False, memberships__valid__overlap=days
    )
    return homes.order_by("-memberships__valid").values("memberships__team")[:1]
