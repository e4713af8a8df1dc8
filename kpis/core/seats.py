"""In which team a rep counts on each day: the whole line of time, without gaps or overlaps.

The home team counts; on days without one, a team that the rep leads (the one led longest, then
the lowest id); otherwise none. So every event of a rep has exactly one seat.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kernel.dated import Days

FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class Belongs(Protocol):
    """What this needs of a membership."""

    @property
    def rep_id(self) -> int: ...
    @property
    def team_id(self) -> int: ...
    @property
    def leads(self) -> bool: ...
    @property
    def days(self) -> Days: ...


@dataclass(frozen=True, slots=True)
class Seat:
    """The rep counts in the team (None: in no team) over [start, stop)."""

    rep_id: int
    team_id: int | None
    start: date
    stop: date


def seats(rep_ids: Iterable[int], memberships: Iterable[Belongs]) -> list[Seat]:
    """The seats of every rep, in order of time."""
    by_rep: dict[int, list[Belongs]] = {rep: [] for rep in rep_ids}
    for one in memberships:
        by_rep.setdefault(one.rep_id, []).append(one)
    return [seat for rep, rows in by_rep.items() for seat in _of_rep(rep, rows)]


def _of_rep(rep: int, rows: Sequence[Belongs]) -> Iterable[Seat]:
    edges = {FIRST, LAST}
    for row in rows:
        edges |= {row.days.start or FIRST, row.days.end or LAST}
    start, team = FIRST, _team_on(FIRST, rows)
    for day in sorted(edges - {FIRST, LAST}):
        new = _team_on(day, rows)
        if new != team:
            yield Seat(rep, team, start, day)
            start, team = day, new
    yield Seat(rep, team, start, LAST)


def _team_on(day: date, rows: Sequence[Belongs]) -> int | None:
    here = [row for row in rows if day in row.days]
    first = min(here, key=lambda r: (r.leads, r.days.start or FIRST, r.team_id), default=None)
    return first.team_id if first else None


def last_teams(found: Iterable[Seat], start: date, stop: date) -> Mapping[int, int]:
    """Rep → the last team in [start, stop); reps without a team are absent."""
    here = [s for s in found if s.team_id is not None and s.start < stop and s.stop > start]
    return {s.rep_id: s.team_id for s in sorted(here, key=lambda s: s.start) if s.team_id}
