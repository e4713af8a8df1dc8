"""Entries of deals into stages, and the counts of them that are compared.

Now is the newest thirteen weeks, before are the four times thirteen weeks before those, of the same
team, segment and stage. What became of an entry is judged after the same number of days for all,
so that deals that are merely young are no loss: the newest entries wait until they are old enough.
Only time is compared at once, since what is still going on counts with the days so far.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kpis.core.funnel.visits import Bools, Ints
from kpis.core.survival import LONGEST, quantile, survival

WINDOW = 91
PAST = 4
WATCHED = WINDOW - 7  # days of a stay that are compared: all but the newest entries had the chance
LEAK, STALL, REGRESS, SKIP = "leak", "stall", "regress", "skip"
KINDS = (LEAK, STALL, REGRESS, SKIP)
# By then nine in ten visits are over; never judged sooner or later than this.
OVER_BY, SOONEST, LATEST = 0.9, 14, 120
WAITING, MOVED_ON, LOST, BACK = range(4)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Entries:
    """One place for each visit of a stage, or stage skipped: numbers of team, segment and step from
    0; `age` in days since it was entered; `days` that it lasted (so far); how it ended."""

    team: Ints
    segment: Ints
    step: Ints
    age: Ints
    days: Ints
    end: Ints
    skipped: Bools
    units: Ints


@dataclass(frozen=True, slots=True)
class Size:
    teams: int
    segments: int
    steps: int

    @property
    def lengths(self) -> tuple[int, int, int, int]:
        return 2, self.teams, self.segments, self.steps


@dataclass(frozen=True)
class Cells:
    """Arrays [now or before, team, segment, step]; `over` and `waiting` also by days.

    `bad` of `cases`: lost of those that ended in time (leak), moves back of moves (regress),
    skipped of passed (skip). `horizon`: days after which each step is judged.
    """

    size: Size
    horizon: Ints
    bad: dict[str, Ints]
    cases: dict[str, Ints]
    entrants: Ints
    units: Floats
    passed_units: Floats
    over: NDArray[np.int32]
    waiting: NDArray[np.int32]


def cells(entries: Entries, size: Size) -> Cells:
    horizon = horizons(entries, size.steps)
    mature = _window(entries.age - horizon[entries.step])
    fresh = _window(entries.age)
    in_time = entries.days <= horizon[entries.step]
    on = (entries.end == MOVED_ON) & in_time
    lost, back = (entries.end == LOST) & in_time, (entries.end == BACK) & in_time
    real = ~entries.skipped

    def count(mark: Bools, window: Ints = mature) -> Ints:
        return _count(entries, window, mark, size).astype(np.int64)

    every = np.ones(len(entries.step), bool)
    stays = np.minimum(entries.days, LONGEST - 1)
    over = real & (entries.end != WAITING)
    return Cells(
        size,
        horizon,
        {LEAK: count(lost), REGRESS: count(back & real), SKIP: count(entries.skipped)},
        {LEAK: count(on | lost), REGRESS: count((on | back) & real), SKIP: count(on)},
        count(every),
        _count(entries, mature, every, size, entries.units),
        _count(entries, mature, on, size, entries.units),
        _by_days(entries, fresh, over, stays, size),
        _by_days(entries, fresh, real & ~over, stays, size),
    )


def horizons(entries: Entries, steps: int) -> Ints:
    """Days by which nine in ten visits of a step are over, in the whole company."""
    real = (~entries.skipped) & (entries.age >= 0) & (entries.age < WINDOW * (PAST + 1) + LATEST)
    flat = entries.step * LONGEST + np.minimum(entries.days, LONGEST - 1)
    waits = entries.end == WAITING

    def counted(mark: Bools) -> Floats:
        found = np.bincount(flat[mark], minlength=steps * LONGEST)
        return found.reshape(steps, LONGEST).astype(float)

    days = quantile(survival(counted(real & ~waits), counted(real & waits)), OVER_BY)
    return np.clip(np.nan_to_num(days, nan=LATEST), SOONEST, LATEST).astype(np.int64)


def _window(age: Ints) -> Ints:
    """0 now, 1 before, −1 outside."""
    now, before = (age >= 0) & (age < WINDOW), (age >= WINDOW) & (age < WINDOW * (PAST + 1))
    return np.where(now, 0, np.where(before, 1, -1))


def _cell(entries: Entries, window: Ints, size: Size) -> Ints:
    _, teams, segments, steps = size.lengths
    return ((window * teams + entries.team) * segments + entries.segment) * steps + entries.step


def _count(
    entries: Entries, window: Ints, mark: Bools, size: Size, weights: Ints | None = None
) -> Floats:
    here = mark & (window >= 0) & (entries.team >= 0)
    some = None if weights is None else weights[here].astype(float)
    flat = _cell(entries, window, size)[here]
    found = np.bincount(flat, some, minlength=int(np.prod(size.lengths)))
    return found.reshape(size.lengths).astype(float)


def _by_days(
    entries: Entries, window: Ints, mark: Bools, days: Ints, size: Size
) -> NDArray[np.int32]:
    here = mark & (window >= 0) & (entries.team >= 0)
    flat = _cell(entries, window, size)[here] * LONGEST + days[here]
    found = np.bincount(flat, minlength=int(np.prod(size.lengths)) * LONGEST)
    return found.reshape(*size.lengths, LONGEST).astype(np.int32)
