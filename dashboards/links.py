"""Addresses that panels point to; the period goes along."""

from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from kernel.periods import Period
from teams.core.scope import Scope


def scope_page(scope: Scope, query: str = "") -> str:
    """The page of a company, team or rep; a territory has none of its own yet."""
    if scope.kind == "team":
        return reverse("dashboards:team", args=[scope.slug]) + query
    if scope.kind == "rep":
        return reverse("dashboards:rep", args=[scope.id]) + query
    return reverse("dashboards:company") + query


def goals_page(scope: Scope, period: Period) -> str:
    """How the goals of a company or team fit together."""
    query = urlencode({"scope": scope.key, "p": period.slug})
    return f"{reverse('dashboards:goals')}?{query}"


def explain(kpi: str, scope: Scope, period: Period) -> str:
    """Where a number's formula and rows are."""
    return f"{_explained(kpi)}?{urlencode({'scope': scope.key, 'p': period.slug})}"


@lru_cache(maxsize=256)
def _explained(kpi: str) -> str:
    """A chart of hundreds of people asks it for each."""
    return reverse("kpis:explain", args=[kpi])
