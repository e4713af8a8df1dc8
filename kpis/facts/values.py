"""KPI values as stored: for one scope, for many, or over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isnan
from typing import Any

import numpy as np

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


def from_row(
    kpi: str, scope: Scope, period: Period, row: Mapping[str, Any] | None, as_of: date
) -> KpiValue:
    """A value from a row of floats, rounded as stored; unknown from no row."""
    if row is None:
        return KpiValue(kpi, scope, period, as_of=as_of)
    value, low, high = (exact(row[name], 8) for name in ("value", "low", "high"))
    top, bottom = (exact(row[name], 6) for name in ("numerator", "denominator"))
    n = None if isnan(row["n"]) else round(row["n"])
    return KpiValue(kpi, scope, period, value, top, bottom, n, low, high, row["note"], as_of)


def exact(number: float, places: int) -> Decimal | None:
    """The decimal number that is stored for a float; NaN is unknown.

    Rounded as `kpis.services.values` rounds whole tables before it writes them, by numpy: a
    tie such as 0.403858125 would otherwise end one way here and the other way in the database.
    """
    if isnan(number):
        return None
    rounded = round(np.float64(number), places).item()
    return Decimal(repr(rounded)).quantize(Decimal(1).scaleb(-places))


def histories(
    scope: Scope, kpis: Iterable[str], periods: Sequence[Period]
) -> dict[str, list[KpiValue]]:
    """Several KPIs over periods, each in the order of the periods. One query."""
    slugs = _known(kpis)
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


def known_values(
    kind: str, ids: Iterable[int], period: Period, kpis: Iterable[str]
) -> dict[int, dict[str, Decimal]]:
    """Plain values of many scopes of a kind by id and slug, without what is unknown. One query."""
    rows = Value.objects.filter(
        kind=period.kind,
        start=period.start,
        kpi__in=_known(kpis),
        scope=kind,
        scope_id__in=list(ids),
    )
    found: dict[int, dict[str, Decimal]] = {}
    for pk, kpi, value in rows.order_by("scope_id").values_list("scope_id", "kpi", "value"):
        if value is not None:
            found.setdefault(pk, {})[kpi] = value
    return found


def series(scope: Scope, kpi: str, periods: Sequence[Period]) -> list[KpiValue]:
    """One KPI over periods, in their order; unknown where nothing is stored. One query."""
    return histories(scope, [kpi], periods)[kpi]


def _known(kpis: Iterable[str] | None) -> list[str]:
    """The slugs asked for; UnknownSlug lists those there are."""
    if kpis is None:
        return METRICS.slugs()
    slugs = list(kpis)
    for slug in slugs:
        METRICS[slug]
    return slugs
