"""What a fair comparison of people needs, for everyone at once: six queries for any company.

Values and halves are read as stored. Only the spread of single deals is not stored, so it is worked
out here over the deals closed in the period, in one statement, and kept until the next recompute:
it goes with the values that it is compared with.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, FloatField, Q, Sum
from django.db.models.functions import Cast, Extract, Ln

from crm import facts as crm
from kernel.periods import Period
from kpis.core.fair.evidence import Closed, Figure, Logs
from kpis.facts.kept import Kept, kept
from kpis.models import Measure, Value
from teams import facts as teams

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who counts in comparisons and was there on some day; `team_ids`: their homes."""

    id: int
    external_id: str
    name: str
    title: str
    segment: str
    hired_on: date | None
    team_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PastMonth:
    """Booked and quota of one person in one fiscal month."""

    start: date
    won: float
    quota: float


def people(start: date, end: date) -> list[Person]:
    """By name. Two queries. Without any team everyone counts who was not gone or yet to come."""
    homes: dict[int, list[int]] = defaultdict(list)
    for one in teams.memberships(start, end):
        if not one.leads:
            homes[one.rep_id].append(one.team_id)
    there = Q(left_on__isnull=True) | Q(left_on__gte=start)
    there &= Q(hired_on__isnull=True) | Q(hired_on__lt=end)
    rows = teams.reps().filter(there, participates=True).order_by("name", "pk")
    columns = ("pk", "external_id", "name", "title", "segment", "hired_on")
    return [
        Person(pk, slug, name, title, segment, hired_on, tuple(homes.get(pk, ())))
        for pk, slug, name, title, segment, hired_on in rows.values_list(*columns)
        if pk in homes or not homes
    ]


def figures(period: Period, kpis: Iterable[str]) -> dict[int, dict[str, Figure]]:
    """Stored values of all reps, by rep and KPI. One query."""
    rows = Value.objects.filter(
        scope="rep", kind=period.kind, start=period.start, kpi__in=list(kpis)
    )
    found: dict[int, dict[str, Figure]] = defaultdict(dict)
    for rep, kpi, *halves in rows.values_list(
        "scope_id", "kpi", "value", "numerator", "denominator", "n"
    ):
        found[rep][kpi] = Figure(*(_float(half) for half in halves))
    return found


def past(kpi: str, periods: Sequence[Period]) -> dict[int, dict[date, float]]:
    """A KPI of all reps over periods of one kind, by rep and first day; known ones only."""
    rows = Value.objects.filter(
        scope="rep",
        kpi=kpi,
        kind__in={p.kind for p in periods},
        start__in=[p.start for p in periods],
        value__isnull=False,
    )
    found: dict[int, dict[date, float]] = defaultdict(dict)
    for rep, start, value in rows.values_list("scope_id", "start", "value"):
        found[rep][start] = float(value or 0)
    return found


def months(periods: Sequence[Period]) -> dict[int, list[PastMonth]]:
    """Attainment of all reps by month as its halves, oldest first. One query."""
    rows = Value.objects.filter(
        scope="rep",
        kpi="attainment",
        kind="month",
        start__in=[p.start for p in periods],
        denominator__gt=0,
        numerator__isnull=False,
    )
    found: dict[int, list[PastMonth]] = defaultdict(list)
    for rep, start, won, quota in rows.order_by("start").values_list(
        "scope_id", "start", "numerator", "denominator"
    ):
        found[rep].append(PastMonth(start, float(won or 0), float(quota or 0)))
    return found


def squares(period: Period) -> dict[int, float]:
    """Σ a² of deals won, by rep: how lumpy the bookings are. One query."""
    rows = Measure.objects.filter(
        slug="won_square", grain="month", start__gte=period.start, start__lt=period.end
    )
    totals = rows.values("rep").annotate(total=Sum("value")).values_list("rep", "total")
    return {rep: float(total) for rep, total in totals if rep is not None}


def closed(start: date, end: date, by: Kept | None = None) -> dict[int, dict[str, Closed]]:
    """Deals closed in [start, end) by owner and segment, as of the last recompute; `by` is what
    the caller keeps results by, which saves asking for that."""
    return (by or kept()).get(f"closed {start} {end}", lambda: closed_now(start, end))


def closed_now(start: date, end: date) -> dict[int, dict[str, Closed]]:
    """Deals closed in [start, end) by owner and segment of the deal; lost only after qualification.

    Whole deals of their owner: for the mix and the spread, credit does not matter. One query.
    """
    cycle = ExpressionWrapper(F("closed_on") - F("qualified_on"), output_field=DurationField())
    days = Extract(cycle, "epoch") / DAY + 1.0
    won = Q(status="won")
    rows = (
        crm.opportunities()
        .closing_in(start, end)
        .filter(won | Q(status="lost", qualified_on__isnull=False))
        .order_by()
        .values("owner", "segment")
        .annotate(
            won=Count("pk", filter=won),
            lost=Count("pk", filter=~won),
            **_logs("value", Cast("value", FloatField()), won & Q(value__gt=0)),
            **_logs("cycle", days, won & Q(qualified_on__lte=F("closed_on"))),
        )
    )
    found: dict[int, dict[str, Closed]] = defaultdict(dict)
    for row in rows:
        found[row["owner"]][row["segment"]] = Closed(
            row["won"], row["lost"], _read_logs(row, "value"), _read_logs(row, "cycle")
        )
    return found


def _logs(name: str, amount: Any, which: Q) -> dict[str, Any]:
    size = Ln(amount, output_field=FloatField())
    return {
        f"{name}_n": Count("pk", filter=which),
        f"{name}_total": Sum(size, filter=which, output_field=FloatField()),
        f"{name}_squares": Sum(size * size, filter=which, output_field=FloatField()),
    }


def _read_logs(row: dict[str, Any], name: str) -> Logs:
    return Logs(*(row[f"{name}_{part}"] or 0 for part in ("n", "total", "squares")))


def _float(value: Decimal | int | None) -> float | None:
    return None if value is None else float(value)
