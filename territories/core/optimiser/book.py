"""A problem as arrays: families folded into one block, units and seats in the order of their names.

Sorted, so that the same question listed in another order is the same arithmetic.
"""

from dataclasses import dataclass

import numpy as np

from territories.core.faults import fixed_seats
from territories.core.optimiser.problem import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """Blocks × seats: `cost`, `lost` (value of members that would change hands), `moved` (how many
    would). `loads`: metrics × blocks. `here`: where most of a block's value is now, −1 for nowhere.
    """

    units: list[str]
    seats: list[str]
    blocks: list[list[int]]
    cost: np.ndarray | None
    lost: np.ndarray
    moved: np.ndarray
    loads: np.ndarray
    size: np.ndarray
    allowed: np.ndarray
    here: np.ndarray
    shares: np.ndarray

    def named(self, block: int) -> tuple[str, ...]:
        return tuple(self.units[i] for i in self.blocks[block])

    def assignment(self, chosen: np.ndarray) -> dict[str, str]:
        """Unit → seat, of a seat per block."""
        return {
            self.units[i]: self.seats[seat]
            for members, seat in zip(self.blocks, chosen, strict=True)
            for i in members
        }


def folded(problem: Problem) -> Book:
    order = sorted(range(len(problem.units)), key=lambda i: problem.units[i])
    across = sorted(range(len(problem.seats)), key=lambda j: problem.seats[j])
    units, seats = [problem.units[i] for i in order], [problem.seats[j] for j in across]
    at, seat_at = ({name: i for i, name in enumerate(names)} for names in (units, seats))
    holder = np.array([seat_at[problem.current[u]] if u in problem.current else -1 for u in units])
    blocks = _blocks(problem, at)
    shape = (len(units), len(seats))
    moves = (holder[:, None] >= 0) & (holder[:, None] != np.arange(len(seats)))
    lost = moves * problem.relation[order][:, None]
    loads = np.array([problem.known(metric)[order] for metric in problem.metrics])
    starts = np.cumsum([0, *map(len, blocks)])[:-1]
    flat = np.concatenate([np.array(block) for block in blocks])

    def folded_rows(rows: np.ndarray) -> np.ndarray:
        return np.add.reduceat(rows[flat], starts, axis=0)

    kept = np.zeros(shape)
    kept[holder >= 0, holder[holder >= 0]] = problem.relation[order][holder >= 0] + 1e-9
    at_home = folded_rows(kept)
    allowed = np.logical_and.reduceat(_allowed(problem, at, seat_at)[flat], starts, axis=0)
    return Book(
        units=units,
        seats=seats,
        blocks=blocks,
        cost=None if problem.cost is None else folded_rows(problem.cost[np.ix_(order, across)]),
        lost=folded_rows(lost),
        moved=folded_rows(moves.astype(float)),
        loads=folded_rows(loads.T).T if len(loads) else np.zeros((0, len(blocks))),
        size=np.array([len(block) for block in blocks], dtype=float),
        allowed=allowed,
        here=np.where(at_home.any(axis=1), at_home.argmax(axis=1), -1),
        shares=_shares(problem, seats),
    )


def _blocks(problem: Problem, at: dict[str, int]) -> list[list[int]]:
    families = [sorted({at[unit] for unit in family}) for family in problem.families if family]
    inside = {i for family in families for i in family}
    return sorted(families + [[i] for i in range(len(at)) if i not in inside])


def _allowed(problem: Problem, at: dict[str, int], seat_at: dict[str, int]) -> np.ndarray:
    allowed = np.ones((len(at), len(seat_at)), dtype=bool)
    for unit, seat in problem.forbidden:
        allowed[at[unit], seat_at[seat]] = False
    for unit, wanted in fixed_seats(problem).items():
        for seat in wanted:
            only = np.zeros(len(seat_at), dtype=bool)
            only[seat_at[seat]] = True
            allowed[at[unit]] &= only
    return allowed


def _shares(problem: Problem, seats: list[str]) -> np.ndarray:
    targets = problem.targets or dict.fromkeys(seats, 1.0)
    shares = np.array([targets[seat] for seat in seats], dtype=float)
    return shares / shares.sum()
