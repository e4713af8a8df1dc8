"""The way of a deal through its stages, and the days it spent in each, from its history.

A stay is half-open: the day a deal moves on belongs to the next stage. Returning to a stage is a
new stay. Rows that repeat the stage the deal is already in change nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The history says: from `at` on (known from `known`) the field was `new`."""

    new: str
    at: datetime
    known: datetime
    inferred: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit of a stage over [start, end); `end` None while the deal is in it."""

    stage: str
    start: date
    end: date | None

    def days(self, today: date) -> int:
        return max(0, ((self.end or today) - self.start).days)


def told(rows: Iterable[Moved], as_of: datetime | None = None) -> list[Moved]:
    """The rows that count, in order, as they were known at `as_of` (None: all of them).

    Inferred rows are hidden by real ones of the same moment; of two real rows of one moment the
    later known, then the later written, comes last and so wins.
    """
    known = [r for r in rows if as_of is None or (r.at <= as_of and r.known <= as_of)]
    real = {r.at for r in known if not r.inferred}
    return sorted(
        (r for r in known if not (r.inferred and r.at in real)),
        key=lambda r: (r.at, r.known, r.order),
    )


def stays(rows: Iterable[Moved], ended_on: date | None = None) -> list[Stay]:
    """The visits in order. `ended_on`: the day the deal closed, which ends the last one."""
    visits: list[tuple[str, date]] = []
    moments: list[datetime] = []
    for row in told(rows):
        if moments and moments[-1] == row.at:
            visits.pop()
            moments.pop()
        if not visits or visits[-1][0] != row.new:
            visits.append((row.new, row.at.date()))
            moments.append(row.at)
    ends = [*(start for _, start in visits), ended_on][1:]
    return [
        Stay(stage, start, None if end is None else max(start, end))
        for (stage, start), end in zip(visits, ends, strict=True)
    ]


def days_by_stage(visits: Iterable[Stay], today: date) -> dict[str, int]:
    """Days in each stage over all visits; they add up to the days from first entry to the end."""
    total: dict[str, timedelta] = {}
    for stay in visits:
        total[stay.stage] = total.get(stay.stage, timedelta()) + timedelta(stay.days(today))
    return {stage: spent.days for stage, spent in total.items()}
