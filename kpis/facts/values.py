"""KPI values as stored: for one scope, for many, or over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kernel.periods import Period
from kpis.core.metrics import METRICS
from kpis.models import Value
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class KpiValue:
    """A number with its halves. None is unknown. `note` is a code of `kpis.core.notes`."""

    kpi: str
    scope: Scope
    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""
    as_of: date | None = None
    run_id: int | None = None


COLUMNS = ("value", "numerator", "denominator", "n", "low", "high", "note", "as_of", "run_id")


def values(scope: Scope, period: Period, kpis: Iterable[str] | None = None) -> dict[str, KpiValue]:
    """Every KPI asked for (all by default), also those without a stored value. One query."""
    return table([scope], period, kpis)[scope.key]


def table(
    scopes: Sequence[Scope], period: Period, kpis: Iterable[str] | None = None
) -> dict[str, dict[str, KpiValue]]:
    """KPIs of many scopes by scope key and slug. One query."""
    slugs = _known(kpis)
    found = {s.key: {k: KpiValue(k, s, period) for k in slugs} for s in scopes}
    by_row = {(s.kind, s.id): s for s in scopes}
    rows = Value.objects.filter(
        kind=period.kind,
        start=period.start,
        kpi__in=slugs,
        scope__in={s.kind for s in scopes},
        scope_id__in={s.id for s in scopes},
    ).values_list("scope", "scope_id", "kpi", *COLUMNS)
    for kind, pk, kpi, *rest in rows:
        if scope := by_row.get((kind, pk)):
            found[scope.key][kpi] = KpiValue(kpi, scope, period, *rest)
    return found


def series(scope: Scope, kpi: str, periods: Sequence[Period]) -> list[KpiValue]:
    """One KPI over periods, in their order; unknown where nothing is stored. One query."""
    (slug,) = _known([kpi])
    rows = Value.objects.filter(
        scope=scope.kind,
        scope_id=scope.id,
        kpi=slug,
        kind__in={p.kind for p in periods},
        start__in=[p.start for p in periods],
    ).values_list("kind", "start", *COLUMNS)
    by_period = {(kind, start): rest for kind, start, *rest in rows}
    return [KpiValue(slug, scope, p, *by_period.get((p.kind, p.start), ())) for p in periods]


def _known(kpis: Iterable[str] | None) -> list[str]:
    """The slugs asked for; UnknownSlug lists those there are."""
    if kpis is None:
        return METRICS.slugs()
    slugs = list(kpis)
    for slug in slugs:
        METRICS[slug]
    return slugs
