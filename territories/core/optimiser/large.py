"""Big books: the relaxation first, then an integer program of the few blocks that it leaves open.

The relaxation splits about one block per seat (Kalcsics, Nickel, Schröder 2005, TOP 13, 1–56: the
split resolution problem). Rounding those would break the tolerance. So the split blocks are freed
together with those that are nearest to going elsewhere, all others stay where the relaxation put
them, and the small rest is solved exactly; when the gap is still wide, more are freed.

The relaxation itself is solved on few columns, the cheapest seats of each block; prices tell which
of the others would help, and they are added until none would (sifting: Bixby, Gregory, Lustig,
Marsten, Shanno 1992, Operations Research 40, 885–897). So its value bounds the whole book.
"""

from dataclasses import dataclass, replace

import numpy as np

from territories.core.optimiser.highs import Found, Priced, relaxed, solved
from territories.core.optimiser.program import Program
from territories.core.optimiser.watch import Cancelled, Watch

FREED = (0.02, 0.08, 0.25, 1.0)  # parts of the blocks, beside the split ones; all as a last resort
SEATS_EACH = 10  # columns of a block to start with, and of a freed one
ADDED = 5  # columns of a block that a round of sifting adds at most
TIES = 1e-4  # weight of the goals that break ties
WORTH, HAIR = 1e-7, 1e-9
ROUNDS = 30
EACH, LEAST = 0.1, 3.0  # part of the time left, and seconds, that a repair may take


class Impossible(Exception):
    """Not even split blocks can keep all rules."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """`reduced`: by column, what it would cost more than the best use of its block."""

    x: np.ndarray
    bound: float
    reduced: np.ndarray


def ranked(program: Program, *by: np.ndarray) -> np.ndarray:
    """The place of each pair among those of its block, from 0 on: by the first number, then the
    next."""
    keys = [each[: program.pairs] for each in reversed(by)]
    order = np.lexsort((*keys, program.block))
    starts = np.searchsorted(program.block[order], np.arange(program.blocks))
    rank = np.empty(program.pairs, dtype=int)
    rank[order] = np.arange(program.pairs) - starts[program.block[order]]
    return rank


def relax(
    program: Program, goal: np.ndarray, watch: Watch, *, near: float, offset: float
) -> Relaxed | None:
    """None when time ran out before there was any. Raises Impossible.

    Goals with many equals (every move of a unit loses the same) stall the simplex method, so that
    the goals that would break their ties are in it with a little weight. The bound is that of the
    goal alone, whatever the prices come from; so sifting may end when it is `near` (a part of
    the goal and its offset), or when half of the time is gone.
    """
    vector = _without_ties(program, goal)
    rank, count = ranked(program, vector, goal), SEATS_EACH
    active = np.ones(program.columns, dtype=bool)
    active[: program.pairs] = rank < count
    latest: Relaxed | None = None
    for _ in range(ROUNDS):
        watch.stage("relaxation")
        priced = _on(program, vector, active, watch.left)
        if priced.x is None:
            if latest or priced.possible:
                break
            if active.all():
                raise Impossible
            count *= 3
            active[: program.pairs] |= rank < count
            continue
        reduced = vector - program.matrix.T @ priced.duals
        x = np.zeros(program.columns)
        x[active] = priced.x
        bound = bounded(program, goal, priced.duals * _scale(goal))
        latest = Relaxed(x, max(bound, latest.bound if latest else -np.inf), reduced)
        helpful = (reduced < -WORTH) & ~active
        close = goal @ x - latest.bound <= near * (offset + abs(latest.bound))
        if close or not helpful.any() or watch.seconds > watch.limit / 2:
            break
        best = ranked(program, np.where(helpful, reduced, 0.0)) < ADDED
        active[: program.pairs] |= helpful[: program.pairs] & best
    return latest


def _scale(goal: np.ndarray) -> float:
    return float(np.abs(goal).max(initial=0)) or 1.0


def _without_ties(program: Program, goal: np.ndarray) -> np.ndarray:
    vector = goal / _scale(goal)
    for weight, name in ((TIES, "cost"), (TIES, "disruption")):
        other = program.goals.get(name)
        if other is not None:
            vector = vector + weight * other / _scale(other)
    return vector


def bounded(program: Program, goal: np.ndarray, duals: np.ndarray) -> float:
    """What no answer can be below, from any prices of the rules (Lagrange): each block takes its
    cheapest seat after prices, and the rules are paid for at their ends."""
    prices = duals.copy()
    prices[: program.blocks] = 0.0
    prices[(prices > 0) & ~np.isfinite(program.low)] = 0.0
    prices[(prices < 0) & ~np.isfinite(program.high)] = 0.0
    ends = np.where(prices > 0, program.low, program.high)
    paid = float((prices[prices != 0] * ends[prices != 0]).sum())
    reduced = goal - program.matrix.T @ prices
    cheapest = np.full(program.blocks, np.inf)
    np.minimum.at(cheapest, program.block, reduced[: program.pairs])
    rest, upper = reduced[program.pairs :], program.upper[program.pairs :]
    gains = rest < -HAIR
    return paid + float(cheapest.sum()) + float((rest[gains] * upper[gains]).sum())


def _on(program: Program, goal: np.ndarray, active: np.ndarray, seconds: float) -> Priced:
    matrix = program.matrix[:, active]
    return relaxed(goal[active], matrix, program.low, program.high, program.upper[active], seconds)


def repaired(
    program: Program, goal: np.ndarray, open_: Relaxed, watch: Watch, *, gap: float, offset: float
) -> Found:
    """The best found by freeing more and more blocks; its bound is the relaxation's."""
    best = Found(None, np.inf, open_.bound, ended=False)
    order, split = _nearest_to_going(program, open_)
    for part in FREED:
        try:
            watch.stage("repair")
        except Cancelled:
            if best.x is None:
                raise
            return replace(best, cancelled=True)
        free = np.zeros(program.blocks, dtype=bool)
        free[split] = True
        free[order[: len(split) + max(1, int(part * program.blocks))]] = True
        seconds = min(watch.left, max(watch.left * EACH, LEAST))
        found = _with_fixed(program, goal, open_, free, seconds, gap / 2, offset)
        if found.x is not None and found.value < best.value:
            best = Found(found.x, found.value, min(open_.bound, found.value), ended=False)
        near = best.x is not None and best.value - best.bound <= gap * (abs(best.value) + offset)
        enough = best.x is not None and part >= FREED[-2]
        if watch.over or near or enough:
            break
    return replace(best, ended=near or not watch.over)


def _nearest_to_going(program: Program, open_: Relaxed) -> tuple[np.ndarray, np.ndarray]:
    """Blocks by what a second seat would cost more, and those that are split."""
    x, reduced = open_.x[: program.pairs], open_.reduced[: program.pairs]
    largest = np.zeros(program.blocks)
    np.maximum.at(largest, program.block, x)
    second = np.full(program.blocks, np.inf)
    elsewhere = x < 0.5
    np.minimum.at(second, program.block[elsewhere], reduced[elsewhere])
    split = np.where(largest < 1 - 1e-6)[0]
    second[split] = -np.inf
    return np.argsort(second, kind="stable"), split


def _with_fixed(
    program: Program,
    goal: np.ndarray,
    open_: Relaxed,
    free: np.ndarray,
    seconds: float,
    gap: float,
    offset: float,
) -> Found:
    """Solved for the free blocks, each at its seats of least reduced cost; the others are fixed."""
    at = program.chosen(open_.x)
    fixed = program.point(at).astype(bool) & ~free[program.block]
    near = (ranked(program, open_.reduced) < SEATS_EACH) & free[program.block]
    kept = np.ones(program.columns, dtype=bool)
    kept[: program.pairs] = near
    known = np.zeros(program.columns, dtype=bool)
    known[: program.pairs] = fixed
    used = program.matrix[:, known].sum(axis=1)
    rows = np.ones(len(used), dtype=bool)
    rows[: program.blocks] = free
    given = float(goal[known].sum())
    found = solved(
        goal[kept],
        program.matrix[:, kept].tocsr()[rows].tocsc(),
        (program.low - used)[rows],
        (program.high - used)[rows],
        program.upper[kept],
        int(near.sum()),
        seconds=seconds,
        gap=gap,
        offset=offset + given,
    )
    if found.x is None:
        return found
    x = known.astype(float)
    x[kept] = found.x
    return Found(x, found.value + given, -np.inf, found.ended)
