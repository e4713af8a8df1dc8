"""How a period fills: the usual path of past periods, and what was really won by each day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from kernel.dated import days_of
from kernel.periods import Period
from kpis.facts.scoped import home_team, measures_of
from kpis.models import Measure, UsualPath
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

    Reps follow the team they were last in, territories the company. One query.
    """
    rows = UsualPath.objects.filter(_followed(scope, period), kind=period.kind, start=period.start)
    row = min(rows, key=lambda one: one.scope == "company", default=None)
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


def _followed(scope: Scope, period: Period) -> Q:
    """Whose path a scope is held against: its own, and the company's where it has none."""
    company = Q(scope="company")
    if scope.kind == "team":
        return company | Q(scope="team", scope_id=scope.id)
    if scope.kind == "rep":
        return company | Q(scope="team", scope_id__in=home_team(scope, period))
    return company
