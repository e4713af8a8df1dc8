"""How a period fills: the usual path of past periods, and what was really won by each day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from kernel.dated import days_of
from kernel.periods import Period
from kpis.facts.scoped import measures_of
from kpis.models import Measure, UsualPath
from teams import facts as teams
from teams.core.scope import Scope


@dataclass(frozen=True, slots=True)
class PathPoint:
    """Shares of a period's result at the end of `day`: usual, and the 10th and 90th centile."""

    day: date
    usual: float
    low: float
    high: float


def usual_path(scope: Scope, period: Period) -> list[PathPoint]:
    """How past periods of the kind grew, day by day; empty for ranges and before the first run.

    Reps follow the team they were last in, territories the company.
    """
    kind, pk = _path_scope(scope, period)
    rows = UsualPath.objects.filter(kind=period.kind, start=period.start)
    row = rows.filter(scope=kind, scope_id=pk).first() or rows.filter(scope="company").first()
    if row is None:
        return []
    days = (date.fromordinal(period.start.toordinal() + n) for n in range(period.days))
    return [PathPoint(*point) for point in zip(days, row.usual, row.low, row.high, strict=False)]


def daily_won(scope: Scope, period: Period) -> list[tuple[date, Decimal]]:
    """Won value so far at the end of each day on which something was won."""
    total, found = Decimal(0), []
    for day, amount in won_by_day(scope, period):
        total += amount
        found.append((day, total))
    return found


def won_by_day(scope: Scope, *periods: Period) -> list[tuple[date, Decimal]]:
    """Won value of each day of the periods on which something was won; one query.

    The days are named one by one: the index begins with them, and ranges would tempt PostgreSQL to
    look through all days of a team.
    """
    days = {day for period in periods for day in days_of(period.start, period.end)}
    rows = measures_of(scope).filter(
        start__in=sorted(days), slug="won_value", grain=Measure.Grain.DAY
    )
    return list(rows.values_list("start").annotate(amount=Sum("value")).order_by("start"))


def _path_scope(scope: Scope, period: Period) -> tuple[str, int]:
    if scope.kind in ("company", "territory"):
        return "company", 0
    if scope.kind == "team":
        return "team", scope.id
    homes = [
        m
        for m in teams.memberships(period.start, period.end)
        if m.rep_id == scope.id and not m.leads
    ]
    return ("team", homes[-1].team_id) if homes else ("company", 0)
