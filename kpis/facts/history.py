"""Stored values beside one another: several KPIs over time, and one KPI beside rows of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import DecimalField, OuterRef, Q, Subquery

from kernel.periods import Period
from kpis.core.metrics import METRICS
from kpis.facts.values import COLUMNS, KpiValue
from kpis.models import Value
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class Latest:
    """Every KPI of the last period, and some over all of them; unknown where nothing is stored."""

    values: dict[str, KpiValue]
    histories: dict[str, list[KpiValue]]


def latest(scope: Scope, kpis: Iterable[str], periods: Sequence[Period]) -> Latest:
    """What a page of figures needs, in one query: `kpis` over `periods` of one kind, in their
    order, and all KPIs of the last one."""
    slugs, last = list(kpis), periods[-1]
    asked = Q(kpi__in=slugs, start__in=[p.start for p in periods]) | Q(start=last.start)
    rows = Value.objects.filter(asked, scope=scope.kind, scope_id=scope.id, kind=last.kind)
    found = {(kpi, start): rest for kpi, start, *rest in rows.values_list("kpi", "start", *COLUMNS)}

    def one(slug: str, period: Period) -> KpiValue:
        return KpiValue(slug, scope, period, *found.get((slug, period.start), ()))

    return Latest(
        {slug: one(slug, last) for slug in METRICS.slugs()},
        {slug: [one(slug, period) for period in periods] for slug in slugs},
    )


def column(kpi: str, kind: str, period: Period) -> Subquery:
    """The stored value of the outer row, whose primary key is that of a scope of the kind.

    For lists of teams or reps that sort and page in SQL; NULL where nothing is stored.
    """
    rows = Value.objects.filter(
        scope=kind, scope_id=OuterRef("pk"), kind=period.kind, start=period.start, kpi=kpi
    )
    return Subquery(rows.values("value")[:1], output_field=DecimalField())
