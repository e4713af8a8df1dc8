"""Stored values beside one another: several KPIs over time, and one KPI beside rows of a list."""

from collections.abc import Iterable, Sequence

from django.db.models import DecimalField, OuterRef, Subquery

from kernel.periods import Period
from kpis.facts.values import COLUMNS, KpiValue
from kpis.models import Value
from teams.core.scope import Scope


def histories(
    scope: Scope, kpis: Iterable[str], periods: Sequence[Period]
) -> dict[str, list[KpiValue]]:
    """Several KPIs over periods of any kind, in their order; unknown where nothing is stored.

    One query.
    """
    slugs = list(kpis)
    rows = Value.objects.filter(
        scope=scope.kind,
        scope_id=scope.id,
        kpi__in=slugs,
        kind__in={p.kind for p in periods},
        start__in=[p.start for p in periods],
    ).values_list("kpi", "kind", "start", *COLUMNS)
    found = {(kpi, kind, start): rest for kpi, kind, start, *rest in rows}
    return {
        slug: [KpiValue(slug, scope, p, *found.get((slug, p.kind, p.start), ())) for p in periods]
        for slug in slugs
    }


def column(kpi: str, kind: str, period: Period) -> Subquery:
    """The stored value of the outer row, whose primary key is that of a scope of the kind.

    For lists of teams or reps that sort and page in SQL; NULL where nothing is stored.
    """
    rows = Value.objects.filter(
        scope=kind, scope_id=OuterRef("pk"), kind=period.kind, start=period.start, kpi=kpi
    )
    return Subquery(rows.values("value")[:1], output_field=DecimalField())
