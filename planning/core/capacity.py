"""What a team could sell with the people it has: ramp-weighted, month by month.

RRE, ramped rep equivalents: Σ people × their share of the ramp. Capacity of a month = Σ over seats
of ramp × presence × share × what a ramped person **sells** in a month (not their quota) ×
survival. Survival: people leave through the year as (1 − a)^(months ÷ 12), compound: a linear loss
could exceed everybody. Sources: github.com/mod-us/Wiki, docs/metrics and docs/capacity.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kernel.dated import Days
from planning.core.closing import up
from planning.core.proration import Absence
from planning.core.ramp import share_at, tenure

ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who holds `share` of a seat. `monthly`: what they sell in a month when ramped, in
    the measure's unit; `quota`: theirs for a month. `left_on`: the first day no longer there.
    `surviving`: whether attrition is to be expected of them (not of leavers whose day is known).
    """

    hired_on: date | None
    monthly: Decimal
    quota: Decimal = ZERO
    left_on: date | None = None
    share: Decimal = ONE
    absences: Sequence[Absence] = ()
    surviving: bool = True


@dataclass(frozen=True, slots=True)
class MonthCapacity:
    """`people` present at all in [start, end) and `rre`, before attrition; `capacity` with it and
    `capacity_before` without; `quota`: of those people. `survival`: the share still expected of
    those who are there on `as_of`."""

    start: date
    end: date
    people: int
    rre: Decimal
    capacity: Decimal
    capacity_before: Decimal
    quota: Decimal
    survival: Decimal


@dataclass(frozen=True, slots=True)
class AtRisk:
    """Capacity that may be lost in the next quarter, by three pasts; None: not known."""

    last_four: Decimal | None
    last: Decimal | None
    same: Decimal | None

    @property
    def range(self) -> tuple[Decimal, Decimal] | None:
        known = [each for each in (self.last_four, self.last, self.same) if each is not None]
        return (min(known), max(known)) if known else None


def rre(groups: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Σ n · share, of (number of people, share of the ramp)."""
    return sum((n * share for n, share in groups), ZERO)


def dollars(seats: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Σ amount · share: capacity in money of (amount of a seat, share); away or new counts 0."""
    return sum((amount * share for amount, share in seats), ZERO)


def by_month(
    workers: Sequence[Worker],
    months: Sequence[Days],
    shares: Sequence[Decimal],
    *,
    attrition: Decimal = ZERO,
    as_of: date | None = None,
) -> list[MonthCapacity]:
    """One for each month. `attrition`: share of people who leave in a year; counted from `as_of`
    (else from the first month), or from their start, to the middle of a month. Past months lose
    nobody."""
    start = as_of or next((m.start for m in months), None)
    return [_month(workers, month, shares, attrition, start) for month in months]


def survival(attrition: Decimal, months: float) -> Decimal:
    """(1 − a)^(months ÷ 12): the share of people still there, `attrition` a year."""
    return Decimal(float(1 - attrition) ** (max(months, 0.0) / 12)) if attrition else ONE


def quarterly(attrition: Decimal) -> Decimal:
    """1 − (1 − a)^¼ of an annual a: 20 % a year are 5.43 % a quarter."""
    return 1 - survival(attrition, 3)


def annual(quarter: Decimal) -> Decimal:
    """1 − (1 − q)⁴ of a quarterly q: 12 % a quarter are 40.03 % a year, not 48."""
    return 1 - (1 - quarter) ** 4


def attrition_of(lost: Sequence[Decimal], begun: Sequence[Decimal]) -> Decimal | None:
    """Σ lost ÷ mean at the beginning of the quarters, of a year's quarters; also in RRE."""
    mean = sum(begun, ZERO) / len(begun) if begun else ZERO
    return sum(lost, ZERO) / mean if mean > 0 else None


def at_risk(begun: Sequence[Decimal], lost: Sequence[Decimal], next_begun: Decimal) -> AtRisk:
    """Of the last four quarters, oldest first: loss ÷ beginning × the next beginning, by all four,
    by the last, and by the same quarter a year ago (the first of four)."""
    begun, lost = begun[-4:], lost[-4:]
    return AtRisk(
        _rate(sum(lost, ZERO), sum(begun, ZERO), next_begun),
        _rate(lost[-1], begun[-1], next_begun) if begun else None,
        _rate(lost[0], begun[0], next_begun) if len(begun) == 4 else None,
    )


def roll_forward(
    people: Decimal, hires: Decimal, leavers: Decimal, factor: Decimal
) -> tuple[Decimal, Decimal]:
    """Head count at the end, and RRE of the period, to which whoever comes or goes adds or takes
    `factor`, since they were there for a part of it: (10, 3, 1, ½) → 12 and 11."""
    return people + hires - leavers, people + (hires - leavers) * factor


def implied_over_assignment(quota: Decimal, capacity: Decimal) -> Decimal | None:
    """quota ÷ capacity − 1; unknown without capacity."""
    return quota / capacity - 1 if capacity > 0 else None


def by_workload(groups: Iterable[tuple[Decimal, Decimal]], each: Decimal) -> int:
    """People for Σ accounts × calls (or hours) a year, when one does `each` of them; rounded up.

    Talley (1961), Journal of Marketing 25, 7–13; told by Kotler as the workload approach.
    """
    return up(sum((accounts * calls for accounts, calls in groups), ZERO) / each)


def by_breakdown(forecast: Decimal, each: Decimal) -> int:
    """forecast ÷ what one sells, rounded up: the breakdown method."""
    return up(forecast / each)


def best_number(revenue: Callable[[int], float], cost: float, most: int) -> int:
    """People at whom revenue − number × cost is largest, 0 to `most`; the fewest among equals.

    The incremental method: one more, as long as that one brings more than it costs.
    """
    return max(range(most + 1), key=lambda n: (revenue(n) - n * cost, -n))


def _month(
    workers: Sequence[Worker],
    month: Days,
    shares: Sequence[Decimal],
    attrition: Decimal,
    as_of: date | None,
) -> MonthCapacity:
    if month.start is None or month.end is None or as_of is None:
        raise ValueError("a month has a first and a last day")
    middle = month.start + (month.end - month.start) / 2
    people, whole, before, after, quota = 0, ZERO, ZERO, ZERO, ZERO
    for worker in workers:
        there = _presence(worker, month)
        if not there:
            continue
        people += 1
        months = tenure(worker.hired_on, middle)
        ramp = share_at(shares, None if months is None else max(months, 0))
        weight = ramp * there * worker.share
        whole += weight
        before += weight * worker.monthly
        after += weight * worker.monthly * _alive(worker, attrition, as_of, middle)
        quota += there * worker.share * worker.quota
    alive = _still(attrition, as_of, middle)
    return MonthCapacity(month.start, month.end, people, whole, after, before, quota, alive)


def _alive(worker: Worker, attrition: Decimal, as_of: date, day: date) -> Decimal:
    """Nobody leaves before they start."""
    if not worker.surviving:
        return ONE
    return _still(attrition, max(as_of, worker.hired_on or as_of), day)


def _still(attrition: Decimal, since: date, day: date) -> Decimal:
    return survival(attrition, (day - since).days * 12 / 365.25)


def _presence(worker: Worker, month: Days) -> Decimal:
    """The share of the month's days on which they work."""
    held = month.overlap(Days(worker.hired_on, worker.left_on))
    whole = month.length()
    if held is None or held.start is None or held.end is None or not whole:
        return ZERO
    edges = {held.start, held.end}
    for a in worker.absences:
        edges |= {d for d in (a.start, a.end) if d and held.start < d < held.end}
    ordered, present = sorted(edges), ZERO
    for start, end in pairwise(ordered):
        away = [a.share for a in worker.absences if start in Days(a.start, a.end)]
        present += (end - start).days * min(away, default=ONE)
    return present / whole


def _rate(lost: Decimal, begun: Decimal, following: Decimal) -> Decimal | None:
    return lost / begun * following if begun > 0 else None
