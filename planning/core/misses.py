"""Teams that miss their goals again and again, and why: the goal, too little capacity, or how they
work.

Of a period: goal Q, result R, capacity C of the people who were there (ramp-weighted, at what a
ramped person usually sells), and staffed capacity F, had all seats been filled with ramped people.
The miss Q − R is told in three parts that add up to it:

    goal too high   what was asked beyond F: not even the full team would usually sell it
    capacity        what open seats and ramp cost, F − C, as far as it was asked for
    process         the rest: what those who were there usually sell, and did not
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
RUNNING = 3  # periods in a row
GOAL, CAPACITY, PROCESS = "goal", "capacity", "process"


@dataclass(frozen=True, slots=True)
class Period:
    """None is unknown. `capacity` C and `staffed` F in the unit of the goal."""

    name: str
    goal: Decimal | None
    result: Decimal | None
    capacity: Decimal | None = None
    staffed: Decimal | None = None

    @property
    def missed(self) -> bool | None:
        if self.goal is None or self.result is None or self.goal <= 0:
            return None
        return self.result < self.goal


@dataclass(frozen=True, slots=True)
class Causes:
    """Parts of a miss, none below 0, adding up to `missed`."""

    missed: Decimal
    goal: Decimal
    capacity: Decimal
    process: Decimal

    @property
    def main(self) -> str:
        """The largest; among equals the one that is decided first."""
        parts = ((GOAL, self.goal), (CAPACITY, self.capacity), (PROCESS, self.process))
        return max(parts, key=lambda part: part[1])[0]


@dataclass(frozen=True, slots=True)
class Run:
    """The misses in a row up to the newest known period, oldest first. `causes` of all of them
    whose capacity is known together; None when it is of none; `explained`: of how many it is."""

    periods: tuple[Period, ...]
    causes: Causes | None
    explained: int

    @property
    def again(self) -> bool:
        """Three or more in a row."""
        return len(self.periods) >= RUNNING


def run(periods: Sequence[Period]) -> Run:
    """`periods` oldest first. One without goal or result neither ends a run nor counts in it."""
    found: list[Period] = []
    for period in reversed(periods):
        if period.missed is None:
            continue
        if not period.missed:
            break
        found.append(period)
    found.reverse()
    split = [each for period in found if (each := causes(period)) is not None]
    return Run(tuple(found), _sum(split) if split else None, len(split))


def causes(period: Period) -> Causes | None:
    """None when nothing was missed, or C or F is unknown. F is never less than C."""
    goal, result, there, full = period.goal, period.result, period.capacity, period.staffed
    if not period.missed or goal is None or result is None or there is None or full is None:
        return None
    missed = goal - result
    full = max(full, there)
    too_high = min(max(goal - full, ZERO), missed)
    lacking = min(max(min(full, goal) - there, ZERO), missed - too_high)
    return Causes(missed, too_high, lacking, missed - too_high - lacking)


def _sum(parts: Sequence[Causes]) -> Causes:
    return Causes(
        sum((p.missed for p in parts), ZERO),
        sum((p.goal for p in parts), ZERO),
        sum((p.capacity for p in parts), ZERO),
        sum((p.process for p in parts), ZERO),
    )
