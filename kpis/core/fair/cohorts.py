"""Ramp by hiring cohort: what people hired in the same half-year sold, month by month since hire.

A cohort's share in month t is the booked of all its people who were in their month t, over their
quotas. By half-year of hire; by year where that would be more lines than can be read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.core.fair.ramp import RAMPED, SoldMonth

MOST = 3  # the latest cohorts
TENURES = range(1, RAMPED + 1)


@dataclass(frozen=True, slots=True)
class Hire:
    """Somebody with a known day of hire and their past months."""

    id: int
    hired_on: date
    months: Sequence[SoldMonth]


@dataclass(frozen=True, slots=True)
class Cohort:
    """`half` is 1 or 2, None for a whole year; `shares` and `people` by month 1 to 12."""

    year: int
    half: int | None
    ids: frozenset[int]
    shares: tuple[float | None, ...]
    people: tuple[int, ...]


def cohorts(hires: Iterable[Hire]) -> list[Cohort]:
    """The latest ones that have a whole month with a quota in their first twelve, oldest first."""
    seen = [hire for hire in hires if _early(hire)]
    halves = {(h.hired_on.year, 1 + (h.hired_on.month > 6)) for h in seen}
    by_half = len(halves) <= MOST
    groups: dict[tuple[int, int | None], list[Hire]] = {}
    for hire in seen:
        half = 1 + (hire.hired_on.month > 6) if by_half else None
        groups.setdefault((hire.hired_on.year, half), []).append(hire)
    latest = sorted(groups, key=lambda key: (key[0], key[1] or 0))[-MOST:]
    return [_cohort(year, half, groups[year, half]) for year, half in latest]


def _early(hire: Hire) -> list[SoldMonth]:
    return [m for m in hire.months if m.tenure in TENURES and m.quota > 0]


def _cohort(year: int, half: int | None, hires: Sequence[Hire]) -> Cohort:
    months = [(hire.id, m) for hire in hires for m in _early(hire)]
    shares, people = [], []
    for t in TENURES:
        at = [(who, m) for who, m in months if m.tenure == t]
        quota = sum(m.quota for _who, m in at)
        shares.append(sum(m.won for _who, m in at) / quota if quota else None)
        people.append(len({who for who, _m in at}))
    return Cohort(year, half, frozenset(h.id for h in hires), tuple(shares), tuple(people))
