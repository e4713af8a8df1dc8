"""Who sits where, day by day: what may follow what, and how the acts of people change it.

The rows of one territory, all roles together. Days are half-open; no start means since ever. On
every day the shares of a role add up to 100, or nobody sits there at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from kernel.dated import Days

WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Sitting:
    """`rep` (None: an open seat) has `share` percent in a role. `id` is None for a new row."""

    id: int | None
    role: int
    rep: int | None
    share: Decimal
    days: Days


class Wrong(ValueError):
    """The rows can't be so; `day` is the first day on which, `role` where."""

    def __init__(self, row: Sitting, day: date | None) -> None:
        super().__init__(f"{row} on {day}")
        self.row, self.day = row, day


class NotWhole(Wrong):
    """The shares of a role add up to `total`."""

    total = WHOLE


class Twice(Wrong):
    """A person has two seats in a role."""


class Empty(Wrong):
    """A seat ends before, or on the day on which, it begins."""


class Past(Wrong):
    """Days are touched that are over."""


def check(before: Sequence[Sitting], after: Sequence[Sitting], first: date | None) -> None:
    """Raise what is wrong with going from `before` to `after`. Days before `first` are over; None:
    nothing is over yet, as in a draft."""
    for row in after:
        if row.days.start and row.days.start == row.days.end:
            raise Empty(row, row.days.start)
    if first:
        _past_stays(before, after, first)
    for one, other in combinations(after, 2):
        same = one.rep is not None and (one.rep, one.role) == (other.rep, other.role)
        if same and (both := one.days.overlap(other.days)):
            raise Twice(one, both.start)
    for row in after:
        for day in (_start(row), _end(row)):
            _is_whole(after, row, day)


def _past_stays(before: Iterable[Sitting], after: Iterable[Sitting], first: date) -> None:
    was, will = Counter(_over(before, first)), Counter(_over(after, first))
    for row in [*(was - will), *(will - was)]:
        raise Past(row, first)


def _over(rows: Iterable[Sitting], first: date) -> list[Sitting]:
    """What of the rows lies before the day."""
    gone = Days(None, first)
    pieces = ((row, row.days.overlap(gone)) for row in rows)
    return [replace(row, id=None, days=days) for row, days in pieces if days]


def _is_whole(rows: Iterable[Sitting], row: Sitting, day: date) -> None:
    here = [r.share for r in rows if r.role == row.role and _start(r) <= day < _end(r)]
    if here and sum(here) != WHOLE:
        wrong = NotWhole(row, None if day == date.min else day)
        wrong.total = sum(here, Decimal())
        raise wrong


def _start(row: Sitting) -> date:
    return row.days.start or date.min


def _end(row: Sitting) -> date:
    return row.days.end or date.max


# What people do ----------------------------------------------------------------------------------


def divided(
    rows: Iterable[Sitting], role: int, shares: Sequence[tuple[int | None, Decimal]], days: Days
) -> list[Sitting]:
    """Over `days` the role is shared out like this; no shares: nobody sits there.

    Whoever has the same share over all these days keeps the row. Before and after, all stays.
    """
    kept: list[Sitting] = []
    new = list(shares)
    for row in rows:
        if row.role != role or not row.days.overlap(days):
            kept.append(row)
        elif (row.rep, row.share) in new and row.days.overlap(days) == days:
            new.remove((row.rep, row.share))
            kept.append(row)
        else:
            kept += _around(row, days)
    return kept + [Sitting(None, role, rep, share, days) for rep, share in new]


def handed_over(rows: Iterable[Sitting], id: int, rep: int | None, on: date) -> list[Sitting]:
    """From a day the seat is another person's, or nobody's; its end stays."""
    changed: list[Sitting] = []
    for row in rows:
        if row.id != id or not (rest := row.days.overlap(Days(on))):
            changed.append(row)
            continue
        changed += _around(row, Days(on))
        changed.append(replace(row, id=None, rep=rep, days=rest))
    return changed


def ended(rows: Iterable[Sitting], id: int, on: date) -> list[Sitting]:
    """The last day of the seat is the day before `on`; its share is nobody's, not even open."""
    return [piece for row in rows for piece in (_around(row, Days(on)) if row.id == id else [row])]


def _around(row: Sitting, days: Days) -> list[Sitting]:
    """What of a row lies before and after; the earlier piece is the row, cut short."""
    pieces = []
    if days.start and (before := row.days.overlap(Days(None, days.start))):
        pieces.append(replace(row, days=before))
    if days.end and (after := row.days.overlap(Days(days.end))):
        pieces.append(replace(row, id=None if pieces else row.id, days=after))
    return pieces
