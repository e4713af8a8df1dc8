"""Run chart of one person: which of their months are a signal, and which are only a month.

Limits are mean ± 2.66 × mean moving range, the chart of individual values: 2.66 is 3 ÷ 1.128, the
ratio of three standard deviations to the mean range of two values (Shewhart 1931; Wheeler,
Chambers 1992, Understanding Statistical Process Control, 3.6). A month outside is a signal, and so
are eight in a row on one side of the mean (the fourth rule of the Western Electric handbook, 1956).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

PER_RANGE = 2.66
LEAST = 8  # with fewer the limits themselves are chance
RUN = 8

Mark = Literal["", "outside", "run"]


@dataclass(frozen=True, slots=True)
class RunChart:
    """`marks` has one for each value, also for unknown ones."""

    mean: float
    low: float
    high: float
    marks: tuple[Mark, ...]


def run_chart(values: Sequence[float | None]) -> RunChart | None:
    """Oldest first; unknown values are passed over. None with fewer than eight known ones.

    What is never negative has no negative limit.
    """
    known = [v for v in values if v is not None]
    if len(known) < LEAST:
        return None
    mean = sum(known) / len(known)
    moves = [abs(b - a) for a, b in pairwise(known)]
    width = PER_RANGE * sum(moves) / len(moves)
    low = mean - width if min(known) < 0 else max(mean - width, 0.0)
    in_runs = _in_runs(values, mean)
    marks = tuple(_mark(v, low, mean + width, i in in_runs) for i, v in enumerate(values))
    return RunChart(mean, low, mean + width, marks)


def _mark(value: float | None, low: float, high: float, in_run: bool) -> Mark:
    if value is None:
        return ""
    if not low <= value <= high:
        return "outside"
    return "run" if in_run else ""


def _in_runs(values: Sequence[float | None], mean: float) -> set[int]:
    """Places of eight or more in a row on one side; a value on the mean is on neither side and
    neither ends a run nor counts."""
    found: set[int] = set()
    run: list[int] = []
    side = 0
    for i, value in enumerate(values):
        if value is None or value == mean:
            continue
        here = 1 if value > mean else -1
        run = [*run, i] if here == side else [i]
        side = here
        if len(run) >= RUN:
            found.update(run)
    return found
