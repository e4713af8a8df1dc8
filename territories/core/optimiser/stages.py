"""One goal after the other: each keeps what the one before reached, and only breaks its ties.

Small books are solved exactly. Middle ones are solved as they stand to within half a percent; big
ones by relaxation and repair, to the same. What a goal leaves open there the next may not use up,
except of balance: nobody wants a hundred moves for the third decimal of a deviation, so ties of
balance are what is as even within the gap.
"""

from dataclasses import dataclass

import numpy as np

from territories.core.optimiser.highs import Found, solved
from territories.core.optimiser.large import Impossible, relax, repaired
from territories.core.optimiser.problem import Objective
from territories.core.optimiser.program import Program
from territories.core.optimiser.watch import Cancelled, Watch

GOALS: dict[Objective, tuple[str, ...]] = {
    "cost": ("cost", "disruption"),
    "disruption": ("disruption", "cost"),
    "balance": ("balance", "disruption", "cost"),
}
EXACT, DIRECT = 600, 6_000  # pairs of block and seat
GAP, GAP_BALANCE, GAP_EXACT = 0.005, 0.0005, 1e-5
FIRST = 0.7  # part of the time left that a goal may take while others wait
TIES = 5.0  # seconds that breaking ties may take
HAIR = 1e-9


@dataclass(slots=True, eq=False)
class Best:
    """The best answer so far. `bound` and `value` are those of the first goal."""

    chosen: np.ndarray | None = None
    value: float = np.inf
    bound: float = -np.inf
    ended: bool = False
    possible: bool = True
    cancelled: bool = False

    def gap(self, balance: bool) -> float | None:
        if self.chosen is None or not np.isfinite(self.bound):
            return None
        open_ = max(0.0, self.value - self.bound)
        return open_ if balance or open_ == 0 else open_ / max(abs(self.value), HAIR)


def in_stages(
    program: Program, objective: Objective, watch: Watch, *, rough: float | None = None
) -> Best:
    """`rough`: only the first goal, to within that gap."""
    goals = [goal for goal in GOALS[objective] if goal in program.goals]
    if rough is not None or (objective == "cost" and program.pairs > EXACT):
        goals = goals[:1]
    best = Best()
    try:
        for number, goal in enumerate(goals):
            last = number == len(goals) - 1
            seconds = _seconds(program, watch, number, last)
            found = minimised(program, goal, watch.part(seconds), rough)
            if number == 0:
                best.possible, best.bound, best.ended = found.possible, found.bound, found.ended
            if found.x is None:
                break
            best.chosen = program.chosen(found.x)
            best.value = float(program.goals[goals[0]] @ found.x)
            best.cancelled = found.cancelled
            if watch.over or last or found.cancelled:
                break
            program = _kept(program, goal, found)
    except Cancelled:
        best.cancelled = True
    return best


def _seconds(program: Program, watch: Watch, number: int, last: bool) -> float:
    """To prove the best of ties can take for ever where sums hardly differ, and it matters little;
    in big books their first answer already takes long."""
    if number and program.pairs <= DIRECT:
        return min(watch.left, TIES)
    return watch.left * (1.0 if last else FIRST)


def _kept(program: Program, goal: str, found: Found) -> Program:
    """The program of the next goal, in which this one stays as it was reached."""
    assert found.x is not None
    if goal != "balance":
        return program.held(goal, found.value + HAIR * max(1.0, abs(found.value)))
    room = gap_of(program, goal)
    return program.no_less_even(found.x, room).held(goal, found.value + room)


def gap_of(program: Program, goal: str) -> float:
    if goal == "balance":
        return GAP_BALANCE if program.pairs <= EXACT else GAP
    return GAP_EXACT if program.pairs <= EXACT else GAP


def minimised(program: Program, goal: str, watch: Watch, rough: float | None = None) -> Found:
    """The least of one goal. Balance is proven in parts of a target: its offset is 1."""
    vector, gap = program.goals[goal], rough or gap_of(program, goal)
    offset = 1.0 if goal == "balance" else 0.0
    if program.pairs <= DIRECT:
        watch.stage(goal)
        return solved(
            vector, program.matrix, program.low, program.high, program.upper, program.pairs,
            seconds=watch.left, gap=gap, offset=offset,
        )  # fmt: skip
    try:
        open_ = relax(program, vector, watch, near=gap / 10, offset=offset)
    except Impossible:
        return Found(None, np.inf, -np.inf, ended=True, possible=False)
    if open_ is None:
        return Found(None, np.inf, -np.inf, ended=False)
    return repaired(program, vector, open_, watch, gap=gap, offset=offset)
