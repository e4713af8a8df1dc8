"""Why a number is what it is: its definition, its halves, and the rows behind each half."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from kernel.periods import Period
from kpis.core.like import lead, like
from kpis.core.metric import Half, Metric
from kpis.core.metrics import METRICS
from kpis.facts.labels import Label, labels
from kpis.facts.scoped import measures_of
from kpis.facts.values import KpiValue, values
from kpis.queries import behind
from kpis.queries.behind import BY_PERIOD
from kpis.queries.ground import Ground
from teams import facts as teams
from teams.core.scope import Scope

HalfName = Literal["numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class ExplainRow:
    """`url` is the name of the page of the thing, "" where it has none; `amount` is what the row
    adds to the half, `share` the part of credit (None where there is no such thing)."""

    kind: str
    id: int
    label: str
    detail: str
    url: str
    day: date
    share: Decimal | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of rows, as a list; `count` and `total` are of all of them."""

    found: tuple[ExplainRow, ...] = ()
    count: int = 0
    total: Decimal = Decimal(0)

    def __getitem__(self, at: int) -> ExplainRow:
        return self.found[at]

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[ExplainRow]:
        return iter(self.found)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A KPI of a scope and period with everything said about it; rows are asked for apart."""

    slug: str
    metric: Metric
    value: KpiValue

    def half(self, name: HalfName) -> Half | None:
        return self.metric.numerator if name == "numerator" else self.metric.denominator

    def total(self, name: HalfName) -> Decimal | None:
        return self.value.numerator if name == "numerator" else self.value.denominator

    def rows(self, name: HalfName, *, limit: int | None = None, offset: int = 0) -> Rows:
        return self.pages({name: offset}, limit)[name]

    def pages(self, wanted: Mapping[HalfName, int], limit: int | None) -> dict[HalfName, Rows]:
        """A page of the rows of each half from its offset on: largest first, with their sum."""
        with behind.opened(self.value.period) as on:
            read = {name: _rows(on, self, name, limit, offset) for name, offset in wanted.items()}
        names = labels(
            {(row.kind, row.id) for rows in read.values() for row in rows if not row.label}
        )
        return {name: _named(rows, names) for name, rows in read.items()}


def explain(
    scope: Scope, period: Period, kpi: str, *, value: KpiValue | None = None
) -> Explanation:
    """The stored value explained; give `value` for one that was worked out live."""
    metric = METRICS[kpi]
    return Explanation(kpi, metric, value or values(scope, period, [kpi])[kpi])


def rows(scope: Scope, period: Period, kpi: str, half: HalfName, limit: int | None = None) -> Rows:
    """The rows behind a half of a stored value; they add up to it, at every level."""
    return explain(scope, period, kpi).rows(half, limit=limit)


def _rows(on: Ground, story: Explanation, half: HalfName, limit: int | None, offset: int) -> Rows:
    part, value = story.half(half), story.value
    if part is None or not listable(part):
        return Rows()
    if any(term.measure in BY_PERIOD for term in part.terms):
        return _of_periods(story, part)
    asked = behind.Behind(value.scope, value.period, part, teams.today(), story.total(half))
    found, count, total = behind.page(on, asked, limit, offset)
    return Rows(tuple(_row(row) for row in found), count, total)


def listable(half: Half) -> bool:
    """Whether the half is made of rows; working days left, say, are not."""
    return any(behind.has_rows(term.measure) for term in half.terms)


def _row(row: behind.Row) -> ExplainRow:
    return ExplainRow(row.kind, row.id, "", "", "", row.day, row.share, row.amount)


def _named(rows: Rows, names: Mapping[tuple[str, int], Label]) -> Rows:
    """The same rows with their labels, which are read for all halves at once."""

    def one(row: ExplainRow) -> ExplainRow:
        label = names.get((row.kind, row.id))
        if label is None:
            return row
        return replace(row, label=label.text, detail=label.detail, url=label.url)

    return replace(rows, found=tuple(one(row) for row in rows))


def _of_periods(story: Explanation, half: Half) -> Rows:
    """A row per past period, as its pipeline stood this far into it."""
    value = story.value
    calendar, scope, period = teams.company().calendar, value.scope, value.period
    past = like(calendar, period)
    slugs = [f"{term.measure}_{_lead(period)}" for term in half.terms]
    stored = measures_of(scope).filter(
        slug__in=slugs, grain=period.kind, start__in=[p.start for p in past]
    )
    by_start: dict[date, Decimal] = {}
    for start, amount in stored.values_list("start", "value"):
        by_start[start] = by_start.get(start, Decimal(0)) + amount
    found = tuple(
        ExplainRow("period", p.start.toordinal(), p.slug, "", "", p.start, None, by_start[p.start])
        for p in past
        if p.start in by_start
    )
    return Rows(found, len(found), sum((row.amount for row in found), Decimal(0)))


def _lead(period: Period) -> int:
    today, calendar = teams.today(), teams.company().calendar
    gone = 0
    if period.start <= today < period.end:
        gone = len(calendar.months(period.start, today + timedelta(1))) - 1
    return lead(period, gone)
