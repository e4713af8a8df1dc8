"""Seats from what a CRM states: who covers a territory from when to when, without shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kernel.dated import Days
from kernel.money import split

WHOLE, QUANTUM = Decimal(100), Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class StatedSeat:
    """`rep` (None: an open seat) has `share` percent over `days`."""

    rep: int | None
    share: Decimal
    days: Days


def seats(covered: Iterable[tuple[int, Days]], first: date) -> list[StatedSeat]:
    """The seats of one territory from `first` on: people who cover it on the same days share it
    evenly, and days that nobody covers have an open seat. Shares add up to 100 on every day."""
    known = [
        (rep, both) for rep, days in covered if (both := days.overlap(Days(first))) is not None
    ]
    turns = {first}
    for _, days in known:
        turns |= {day for day in (days.start, days.end) if day is not None}
    bounds: list[date | None] = [*sorted(turns), None]
    found: list[StatedSeat] = []
    for start, end in pairwise(bounds):
        assert start is not None
        people = sorted({rep for rep, days in known if start in days})
        for rep, share in _shared(people):
            _append(found, StatedSeat(rep, share, Days(start, end)))
    return found


def _shared(people: list[int]) -> list[tuple[int | None, Decimal]]:
    if not people:
        return [(None, WHOLE)]
    shares = split(WHOLE, [Decimal(1)] * len(people), QUANTUM)
    return list(zip(people, shares, strict=True))


def _append(found: list[StatedSeat], seat: StatedSeat) -> None:
    """A seat that goes on as before is the same seat."""
    for at, one in enumerate(found):
        if (one.rep, one.share, one.days.end) == (seat.rep, seat.share, seat.days.start):
            found[at] = StatedSeat(seat.rep, seat.share, Days(one.days.start, seat.days.end))
            return
    found.append(seat)


def overlaps(stated: Iterable[StatedSeat]) -> bool:
    """Whether people share the territory on some day."""
    return any(seat.share < WHOLE for seat in stated)
