"""The stored measures that belong to a scope."""

from django.db.models import QuerySet

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
