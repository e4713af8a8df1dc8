"""Visits counted by month, node, key and step: sums that add up over all four.

Cohort: deals by the day of their creation, with everything that became of them. Period: entries by
their day, losses by theirs. Money is in whole units of 1/10,000, which floats hold exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kpis.core.funnel.visits import Bools, Ints, Visits
from kpis.core.survival import LONGEST

COHORT, PERIOD = "cohort", "period"
BASES = (COHORT, PERIOD)
COUNTS = (
    "entered",
    "passed",
    "lost",
    "skipped",
    "leaks",
    "undecided",
    "unreasoned",
    "moves",
    "backs",
)
VALUES = ("entered_value", "passed_value", "lost_value", "leak_value")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    months: int
    nodes: int
    keys: int
    steps: int

    @property
    def cells(self) -> int:
        return self.months * self.nodes * self.keys * self.steps

    @property
    def lengths(self) -> tuple[int, int, int, int]:
        return self.months, self.nodes, self.keys, self.steps


@dataclass(frozen=True)
class Tally:
    """`sums` by name: arrays [month, node, key, step]. `over`, `waiting`: the same by days."""

    sums: dict[str, Floats]
    over: NDArray[np.int32]
    waiting: NDArray[np.int32]


def tally(visits: Visits, basis: str, shape: Shape) -> Tally:
    """Count; rows that stand nowhere on this basis are left out."""
    first = "made" if basis == COHORT else "entered"
    entries = _cells(visits, first, shape)
    losses = entries if basis == COHORT else _cells(visits, "ended", shape)
    entered, passed, leaked = (visits.says(one) for one in ("entered", "passed", "leaked"))
    marks = {
        "entered": (entries, entered),
        "passed": (entries, passed),
        "lost": (entries, visits.says("lost")),
        "skipped": (entries, entered & visits.says("skipped")),
        "leaks": (losses, leaked),
        "undecided": (losses, visits.says("undecided")),
        "unreasoned": (losses, visits.says("unreasoned")),
        "moves": (entries, visits.says("moved")),
        "backs": (entries, visits.says("back")),
    }
    sums = {name: _count(cells, mark, shape) for name, (cells, mark) in marks.items()}
    sums["entered_value"] = _count(entries, entered, shape, visits.units)
    sums["passed_value"] = _count(entries, passed, shape, visits.units)
    sums["lost_value"] = _count(entries, visits.says("lost"), shape, visits.units)
    sums["leak_value"] = _count(losses, leaked, shape, visits.units)
    over = visits.says("over")
    stayed = visits.days >= 0
    return Tally(
        sums,
        _by_days(entries, stayed & over, visits.days, shape),
        _by_days(entries, stayed & ~over, visits.days, shape),
    )


def _cells(visits: Visits, place: str, shape: Shape) -> Ints:
    """The cell of each row; −1 for those that stand nowhere."""
    month, node = visits.month[place], visits.node[place]
    cell = ((month * shape.nodes + node) * shape.keys + visits.key) * shape.steps + visits.step
    return np.where((month >= 0) & (node >= 0), cell, -1)


def _count(cells: Ints, mark: Bools, shape: Shape, weights: Ints | None = None) -> Floats:
    here = mark & (cells >= 0)
    some = None if weights is None else weights[here].astype(float)
    found = np.bincount(cells[here], some, minlength=shape.cells)
    return found.reshape(shape.lengths).astype(float)


def _by_days(cells: Ints, mark: Bools, days: Ints, shape: Shape) -> NDArray[np.int32]:
    here = mark & (cells >= 0)
    flat = cells[here] * LONGEST + np.minimum(days[here], LONGEST - 1)
    found = np.bincount(flat, minlength=shape.cells * LONGEST).astype(np.int32)
    return found.reshape(*shape.lengths, LONGEST)
