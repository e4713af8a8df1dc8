"""The integer program of a book: a column for each block at each seat it may have, rows for rules.

    min Σ c x   where Σⱼ xᵢⱼ = 1, (1 − τ) sⱼ W ≤ Σᵢ wᵢ xᵢⱼ ≤ (1 + τ) sⱼ W, caps, Σ moved x ≤ K

with x binary. For a binary x the sum of |x − A| over seats counts each move twice; Σ (1 − A) x is
linear and counts once. Rows of a metric are divided by the seat's target, so that the solver's
tolerances mean the same for money and for kilometres. To balance, deviations are columns too:
Σ w x ÷ target − over + under = 1, and their mean is the objective.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csc_array, vstack

from territories.core.optimiser.book import Book
from territories.core.optimiser.problem import UNITS, Problem


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row after those of the blocks stands for; `scale` brings it back to its own unit."""

    kind: str
    seat: int = -1
    what: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Rows are low ≤ matrix · x ≤ high; the first `blocks` rows give each block to one seat. The
    first `pairs` columns are block × seat; what follows is continuous."""

    matrix: csc_array
    low: np.ndarray
    high: np.ndarray
    upper: np.ndarray
    block: np.ndarray
    seat: np.ndarray
    goals: dict[str, np.ndarray]
    rules: list[Rule]
    blocks: int

    @property
    def pairs(self) -> int:
        return len(self.block)

    @property
    def columns(self) -> int:
        return len(self.upper)

    def held(self, goal: str, most: float) -> "Program":
        """The same with a goal kept at what was reached, so that the next one only breaks ties."""
        scale = max(abs(most), float(np.abs(self.goals[goal]).max(initial=0)), 1e-12)
        row = csc_array(self.goals[goal][None, :] / scale)
        return replace(
            self,
            matrix=csc_array(vstack([self.matrix, row])),
            low=np.append(self.low, -np.inf),
            high=np.append(self.high, most / scale),
            rules=[*self.rules, Rule("held", what=goal)],
        )

    def no_less_even(self, x: np.ndarray, room: float) -> "Program":
        """The same with every deviation kept at what was reached, and `room` of a target more: in
        sum alone one seat could use up what all are given."""
        upper = self.upper.copy()
        upper[self.pairs :] = np.minimum(upper[self.pairs :], x[self.pairs :] + room)
        return replace(self, upper=upper)

    def chosen(self, x: np.ndarray) -> np.ndarray:
        """By block the seat with the largest part of it."""
        part = np.full((self.blocks, int(self.seat.max()) + 1), -1.0)
        part[self.block, self.seat] = x[: self.pairs]
        return part.argmax(axis=1)

    def point(self, chosen: np.ndarray) -> np.ndarray:
        """The columns of block × seat of an assignment."""
        return (self.seat == chosen[self.block]).astype(float)


class _Rows:
    """Collects rows as they are written."""

    def __init__(self) -> None:
        self.entries: list[tuple[np.ndarray, np.ndarray]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.rules: list[Rule] = []

    def add(
        self, columns: np.ndarray, values: np.ndarray, low: float, high: float, rule: Rule
    ) -> None:
        self.entries.append((columns, values))
        self.low.append(low)
        self.high.append(high)
        self.rules.append(rule)


def written(problem: Problem, book: Book) -> Program:
    block, seat = np.nonzero(book.allowed)
    rows, upper = _Rows(), [np.ones(len(block))]
    by_seat = [np.where(seat == j)[0] for j in range(len(book.seats))]
    slack = _tolerances(problem, book, block, by_seat, rows)
    upper.append(slack)
    _caps(problem, book, block, by_seat, rows)
    everywhere = np.arange(len(block))
    for limit, kind, each in (
        (problem.max_moves, "moves", book.moved),
        (problem.max_disruption, "disruption", book.lost),
    ):
        if limit is not None:
            scale = max(float(limit), float(each.max(initial=0)), 1e-12)
            rows.add(everywhere, each[block, seat] / scale, -np.inf, limit / scale,
                     Rule(kind, scale=scale))  # fmt: skip
    columns = len(block) + len(slack)
    matrix = vstack([_one_seat_each(book, block, columns), _matrix(rows, columns)])
    count = len(book.blocks)
    return Program(
        csc_array(matrix),
        np.concatenate([np.ones(count), rows.low]),
        np.concatenate([np.ones(count), rows.high]),
        np.concatenate(upper),
        block,
        seat,
        _goals(book, block, seat, slack),
        rows.rules,
        count,
    )


def _one_seat_each(book: Book, block: np.ndarray, columns: int) -> coo_array:
    ones, at = np.ones(len(block)), (block, np.arange(len(block)))
    return coo_array((ones, at), shape=(len(book.blocks), columns))


def _matrix(rows: _Rows, columns: int) -> coo_array:
    which = [np.full(len(at), row) for row, (at, _) in enumerate(rows.entries)]
    empty = [np.zeros(0, dtype=int)]
    row, column = (
        np.concatenate(empty + parts) for parts in (which, [at for at, _ in rows.entries])
    )
    values = np.concatenate([np.zeros(0), *(values for _, values in rows.entries)])
    return coo_array((values, (row, column)), shape=(len(rows.entries), columns))


def _tolerances(
    problem: Problem, book: Book, block: np.ndarray, by_seat: list[np.ndarray], rows: _Rows
) -> np.ndarray:
    """Rows that hold metrics near their targets. Gives the upper ends of deviation columns, which
    there are for every metric when the objective is balance."""
    soft = problem.objective == "balance"
    slack: list[float] = []
    for metric, loads in zip(problem.metrics, book.loads, strict=True):
        tolerance, total = problem.tolerance.get(metric, np.inf), float(loads.sum())
        if total <= 0 or (tolerance == np.inf and not soft):
            continue
        for j, columns in enumerate(by_seat):
            # A seat that should carry nothing is measured in parts of the mean target
            aim = 1.0 if book.shares[j] > 0 else 0.0
            scale = total * (book.shares[j] or 1 / len(book.seats))
            rule = Rule("tolerance", j, metric, scale)
            values = loads[block[columns]] / scale
            may = tolerance if aim or tolerance == np.inf else 0.0
            if soft:
                first = len(block) + len(slack)
                slack += [may] * 2
                at = np.concatenate([columns, [first, first + 1]])
                rows.add(at, np.concatenate([values, [-1, 1]]), aim, aim, rule)
            else:
                rows.add(columns, values, aim - may, aim + may, rule)
    return np.array(slack, dtype=float)


def _caps(
    problem: Problem, book: Book, block: np.ndarray, by_seat: list[np.ndarray], rows: _Rows
) -> None:
    for cap in sorted(problem.caps, key=lambda cap: (cap.seat, cap.what)):
        j = book.seats.index(cap.seat)
        counted = book.size if cap.what == UNITS else book.loads[problem.metrics.index(cap.what)]
        scale = max(cap.most or 0.0, cap.least or 0.0, float(counted.mean()), 1e-12)
        low = -np.inf if cap.least is None else cap.least / scale
        high = np.inf if cap.most is None else cap.most / scale
        rows.add(by_seat[j], counted[block[by_seat[j]]] / scale, low, high,
                 Rule("cap", j, cap.what, scale))  # fmt: skip


def _goals(
    book: Book, block: np.ndarray, seat: np.ndarray, slack: np.ndarray
) -> dict[str, np.ndarray]:
    rest = np.zeros(len(slack))
    goals = {"disruption": np.concatenate([book.lost[block, seat], rest])}
    if book.cost is not None:
        goals["cost"] = np.concatenate([book.cost[block, seat], rest])
    if len(slack):
        even = np.full(len(slack), 2 / len(slack))
        goals["balance"] = np.concatenate([np.zeros(len(block)), even])
    return goals
