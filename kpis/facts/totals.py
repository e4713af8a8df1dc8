"""Sums of KPIs that add up over months: value won, quota. For spans that are no stored period."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Sum

from kernel.periods import Period
from kpis.core.metrics import METRICS
from kpis.models import Value


def totals(kpis: Iterable[str], months: Sequence[Period]) -> dict[tuple[str, int, str], Decimal]:
    """(kind, id, slug) → sum over the months, of every scope for which one is known. One query."""
    slugs = list(kpis)
    for slug in slugs:
        METRICS[slug]
    rows = Value.objects.filter(
        kind="month", start__in=[m.start for m in months], kpi__in=slugs, value__isnull=False
    )
    found = rows.order_by().values("scope", "scope_id", "kpi").annotate(total=Sum("value"))
    return {(row["scope"], row["scope_id"], row["kpi"]): row["total"] for row in found}
