"""One KPI over many periods, beside the year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import kpis.facts
from dashboards.core.usual import relative
from dashboards.facts.numbers import number
from kernel.periods import FiscalCalendar, Kind, Period
from kpis.core.metric import Metric
from teams.core.scope import Scope

By = Literal["month", "quarter", "year"]
LENGTHS: dict[str, int] = {"month": 13, "quarter": 9, "year": 5}


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A period with what is stored for it, and the value a year before."""

    period: Period
    found: Any
    before: Decimal | None

    @property
    def value(self) -> Decimal | None:
        return number(self.found.value)

    @property
    def change(self) -> Decimal | None:
        return relative(self.value, self.before)


@dataclass(frozen=True, slots=True)
class Trend:
    slug: str
    metric: Metric
    scope: Scope
    points: list[TrendPoint]


def trend(scope: Scope, slug: str, metric: Metric, calendar: FiscalCalendar, last: Period) -> Trend:
    """The periods of the last one's kind up to it, oldest first; one query."""
    periods = ending_with(calendar, last, LENGTHS[last.kind])
    earlier = [calendar.year_before(one) for one in periods]
    both = list(dict.fromkeys([*earlier, *periods]))
    stored = dict(zip(both, kpis.facts.series(scope, slug, both), strict=True))
    points = [
        TrendPoint(one, stored[one], number(stored[before].value))
        for one, before in zip(periods, earlier, strict=True)
    ]
    return Trend(slug, metric, scope, points)


def ending_with(calendar: FiscalCalendar, last: Period, count: int) -> Sequence[Period]:
    found = [last]
    while len(found) < count:
        found.append(calendar.previous(found[-1]))
    return found[::-1]


def last_period(calendar: FiscalCalendar, asked: Period, by: Kind, today: date) -> Period:
    """The period of a kind that holds the last day of the asked one that has begun."""
    last = asked.end - timedelta(1)
    return calendar.of(by, max(asked.start, min(last, today)))
