"""A KPI for anybody who asks: stored where it is stored, else worked out live."""

from collections.abc import Iterable
from datetime import date, timedelta

from audit import facts as audit
from kernel.periods import Period
from kpis import facts
from kpis.facts import Explanation, KpiValue
from kpis.services.live import compute
from kpis.services.runs import RECOMPUTE
from teams import facts as teams
from teams.core.scope import Scope


def answer(
    scope: Scope,
    period: Period,
    *,
    as_of: date | None = None,
    kpis: Iterable[str] | None = None,
) -> dict[str, KpiValue]:
    """Stored values of months, quarters and years; live ones for ranges of days, for another
    day than today, and while what is stored is not up to date."""
    slugs = list(kpis) if kpis is not None else None
    today = teams.today()
    if period.kind != "range" and (as_of is None or as_of >= today):
        found = facts.values(scope, period, slugs)
        days = {value.as_of for value in found.values() if value.as_of}
        if days == {min(today, period.end - timedelta(1))} and not recompute_is_due():
            return found
    return compute(scope, period, as_of, slugs)


def recompute_is_due() -> bool:
    """Whether a recompute waits or runs: what is stored may be older than the facts."""
    runs = audit.runs().filter(kind=RECOMPUTE, state__in=["queued", "running"])
    return runs.exists()


def explained(scope: Scope, period: Period, kpi: str) -> Explanation:
    """The number that pages show, explained; of a range of days, worked out now."""
    if period.kind == "range":
        return facts.explain(scope, period, kpi, value=compute(scope, period, kpis=[kpi])[kpi])
    return facts.explain(scope, period, kpi)
