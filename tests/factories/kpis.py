"""Stored numbers as a recompute leaves them, for pages that only read."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kernel.periods import Period
from kpis.models import Measure, UsualPath, Value


def stored(scope: Any, period: Period, **values: Any) -> None:
    """Values of KPIs for the company ("company"), a team or a rep; None stays unknown."""
    kind = "company" if scope == "company" else scope._meta.model_name
    for kpi, value in values.items():
        exact = None if value is None else Decimal(str(value))
        Value.objects.update_or_create(
            kpi=kpi,
            scope=kind,
            scope_id=0 if kind == "company" else scope.pk,
            kind=period.kind,
            start=period.start,
            defaults={"end": period.end, "value": exact, "as_of": period.start},
        )


def halves(scope: Any, period: Period, kpi: str, top: Any, bottom: Any) -> None:
    """A stored ratio with its halves; `bottom` is also the number of its cases."""
    stored(scope, period, **{kpi: Decimal(top) / Decimal(bottom)})
    kind = "company" if scope == "company" else scope._meta.model_name
    rows = Value.objects.filter(kpi=kpi, scope=kind, kind=period.kind, start=period.start)
    rows.filter(scope_id=0 if kind == "company" else scope.pk).update(
        numerator=Decimal(top), denominator=Decimal(bottom), n=bottom
    )


def won_on(rep: Any, team: Any, day: date, amount: Any) -> None:
    """Won value of one day."""
    Measure.objects.create(
        slug="won_value", grain="day", start=day, rep=rep, team=team, value=Decimal(amount)
    )


def open_in_stage(rep: Any, team: Any, stage: Any, period: Period, deals: Any, value: Any) -> None:
    """Open deals of a stage that are to close in the period; half of their value is weighted."""
    parts = {"stage_count": deals, "stage_value": value, "stage_weighted": Decimal(value) / 2}
    for slug, amount in parts.items():
        Measure.objects.create(
            slug=slug,
            grain=period.kind,
            start=period.start,
            rep=rep,
            team=team,
            stage=stage,
            value=Decimal(amount),
        )


def usual_path(period: Period, shares: Sequence[float]) -> None:
    """The company's usual path, one share a day; its range is a tenth to either side."""
    UsualPath.objects.create(
        scope="company",
        kind=period.kind,
        start=period.start,
        periods=8,
        usual=list(shares),
        low=[max(0.0, one - 0.1) for one in shares],
        high=[min(1.0, one + 0.1) for one in shares],
    )
