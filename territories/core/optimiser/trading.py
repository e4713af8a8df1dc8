"""Places at borders change hands one at a time, so that districts hang together throughout.

Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983, Science 220, 671–680) over districts that
hang together: a place may leave when the rest still does, and go where it touches. Broken rules are
weighed heavily, then the goal counts. The chances are seeded, so that the same question gives the
same answer as long as the clock ends nothing. It proves nothing; the bound comes from elsewhere.
"""

import math
from random import Random

import numpy as np

from territories.core.optimiser.book import Book
from territories.core.optimiser.contiguity import Graph, components, reached
from territories.core.optimiser.program import Program
from territories.core.optimiser.watch import Watch

STEPS = 40_000
HOT, COLD = 0.1, 0.0005  # temperatures, in parts of the goal
BROKEN = 20.0  # weight of a rule that is exceeded by all of its limit
HAIR = 1e-6
SEED = 1
LOOK = 500  # steps between looks at the clock


class _Ledger:
    """Rows of the rules as the districts stand, and what breaking them and the goal weigh."""

    def __init__(self, program: Program, goal: str, scale: float, chosen: np.ndarray) -> None:
        pairs = program.matrix[:, : program.pairs].tocsc()
        self.start, self.row, self.value = pairs.indptr.tolist(), pairs.indices, pairs.data
        self.rows = (pairs @ program.point(chosen)).tolist()
        self.low, self.high = program.low.tolist(), program.high.tolist()
        self.aims: dict[int, float] = {}
        soft = [i for i, rule in enumerate(program.rules) if rule.kind == "tolerance"]
        slack = program.upper[program.pairs :]
        for n, i in enumerate(soft if len(slack) else ()):
            row = program.blocks + i
            self.aims[row] = self.high[row]
            self.high[row] += slack[2 * n]
            self.low[row] -= slack[2 * n + 1]
        self.even = 1 / (len(self.aims) * scale) if self.aims and goal == "balance" else 0.0
        self.goal = (program.goals[goal][: program.pairs] / scale).tolist()
        self.columns = {p: n for n, p in enumerate(zip(*self._pairs(program), strict=True))}

    @staticmethod
    def _pairs(program: Program) -> tuple[list[int], list[int]]:
        return program.block.tolist(), program.seat.tolist()

    def weight(self, row: int, load: float) -> float:
        over = max(0.0, self.low[row] - load, load - self.high[row])
        uneven = self.even * abs(load - self.aims[row]) if row in self.aims else 0.0
        return BROKEN * (over if over > HAIR else 0.0) + uneven

    def change(self, old: int, new: int) -> tuple[float, dict[int, float]]:
        """What it weighs to choose another column, and the rows then."""
        loads: dict[int, float] = {}
        for column, sign in ((old, -1), (new, 1)):
            for at in range(self.start[column], self.start[column + 1]):
                row = int(self.row[at])
                loads[row] = loads.get(row, self.rows[row]) + sign * float(self.value[at])
        more = sum(self.weight(r, load) - self.weight(r, self.rows[r]) for r, load in loads.items())
        return more + self.goal[new] - self.goal[old], loads

    def take(self, loads: dict[int, float]) -> None:
        for row, load in loads.items():
            self.rows[row] = load

    def broken(self) -> bool:
        return any(
            load < low - HAIR or load > high + HAIR
            for load, low, high in zip(self.rows, self.low, self.high, strict=True)
        )


def traded(
    program: Program, book: Book, graph: Graph, goal: str, start: np.ndarray, watch: Watch
) -> np.ndarray | None:
    """The best plan found that keeps all rules, from one that hangs together; None if there was
    none. `goal` is the first one."""
    scale = max(float(np.abs(program.goals[goal][: program.pairs]).sum()) / len(graph), HAIR)
    scale = 1.0 if goal == "balance" else scale
    ledger = _Ledger(program, goal, scale, start)
    map_ = _Map(graph, book, start)
    rng = Random(SEED)  # noqa: S311 -- no secret
    movable = [b for b in range(len(graph)) if book.allowed[b].sum() > 1]
    best, at, least = (None if ledger.broken() else start.copy()), 0.0, 0.0
    for step in range(STEPS if movable else 0):
        if step % LOOK == 0 and watch.over:
            break
        block = rng.choice(movable)
        seat = map_.wish(block, rng)
        if seat is None:
            continue
        columns = ledger.columns
        more, loads = ledger.change(columns[block, map_.held[block]], columns[block, seat])
        heat = HOT * (COLD / HOT) ** (step / STEPS)
        if more > 0 and rng.random() >= math.exp(-more / heat):
            continue
        if not map_.may_leave(block):
            continue
        ledger.take(loads)
        map_.give(block, seat)
        at += more
        if (best is None or at < least - HAIR) and not ledger.broken():
            best, least = np.array(map_.held), at
    return best


class _Map:
    """Who holds which place, and where one may go."""

    def __init__(self, graph: Graph, book: Book, start: np.ndarray) -> None:
        self.graph, self.held = graph, start.tolist()
        self.seats = [np.where(row)[0].tolist() for row in book.allowed]
        self.land = [0] * len(graph)
        for number, piece in enumerate(components(graph, set(range(len(graph))))):
            for block in piece:
                self.land[block] = number
        self.inside: dict[tuple[int, int], set[int]] = {}
        for block, seat in enumerate(self.held):
            self.inside.setdefault((self.land[block], seat), set()).add(block)

    def wish(self, block: int, rng: Random) -> int | None:
        """Another seat that may have the place and touches it, or holds nothing of its land."""
        around = {self.held[near] for near in self.graph[block]}
        land = self.land[block]
        fit = [
            seat
            for seat in self.seats[block]
            if seat != self.held[block]
            and (seat in around or not self.inside.get((land, seat)))
        ]  # fmt: skip
        return rng.choice(fit) if fit else None

    def may_leave(self, block: int) -> bool:
        """Whether the rest of its district still hangs together."""
        rest = self.inside[self.land[block], self.held[block]] - {block}
        near = self.graph[block] & rest
        return len(near) < 2 or near <= reached(self.graph, min(near), rest)

    def give(self, block: int, seat: int) -> None:
        land = self.land[block]
        self.inside[land, self.held[block]].discard(block)
        self.inside.setdefault((land, seat), set()).add(block)
        self.held[block] = seat
