"""Dated edits of where somebody belongs. The past stays: a row is closed on a day, never rewritten.

Rows are one rep's home memberships (or the leads of one team), which don't overlap.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kernel.dated import Days


@dataclass(frozen=True, slots=True)
class Row:
    """A stored membership: its id, its team, its days."""

    id: int
    team_id: int
    days: Days


@dataclass(frozen=True, slots=True)
class Move:
    """Close the row `closed` on the day `on` (None: nothing to close), then belong over `opens`."""

    closed: Row | None
    on: date
    opens: Days


class StartsThatDay(Exception):
    """A row begins on the very day: closing it there would leave it without days."""

    def __init__(self, row: Row) -> None:
        super().__init__(row.id)
        self.row = row


class AlreadyThere(Exception):
    """They belong to that team on that day already."""

    def __init__(self, row: Row) -> None:
        super().__init__(row.id)
        self.row = row


def in_the_way(rows: Iterable[Row], wanted: Days) -> list[Row]:
    """The rows that share a day with what is wanted, earliest first."""
    return sorted(
        (row for row in rows if row.days.overlap(wanted)),
        key=lambda row: row.days.start or date.min,
    )


def plan_move(rows: Iterable[Row], team_id: int, on: date) -> Move:
    """What moving to a team on a day means: the new days end where a later row begins."""
    known = list(rows)
    current = next((row for row in known if on in row.days), None)
    if current and current.team_id == team_id:
        raise AlreadyThere(current)
    if current and current.days.start == on:
        raise StartsThatDay(current)
    later = [row.days.start for row in known if row.days.start and row.days.start > on]
    return Move(current, on, Days(on, min(later, default=None)))
