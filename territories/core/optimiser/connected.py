"""Districts that hang together as a rule of the search itself.

The rule has more rows than can be written down, so only those are that an answer breaks: a seat
that has two places of one land, a and b, has also one of any places C that part them,

    x_a + x_b ≤ 1 + Σ_{c ∈ C} x_c        for every seat,

with C as small as can be (a, b-separators: Carvajal and others 2013, Operations Research 61,
824–836; Validi, Buchanan, Lykhovyd 2022, Operations Research 70, 867–892). It forbids no district
that hangs together, so when an answer breaks no row any more, it is the best of all that do; until
then its bound holds for them. That is as exact as flow (Shirabe 2009, Environment and Planning B
36, 1053–1066), with fewer columns.

Rows are only looked for in small books and while there is time. In all books places are traded at
borders (`trading`), from the answer without this rule and from what is held now; the best plan of
both ways counts. Whether it is proven is told.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array, csc_array, vstack

from territories.core.optimiser.book import Book
from territories.core.optimiser.contiguity import Graph, Parted, joined, parted, reached
from territories.core.optimiser.problem import Objective
from territories.core.optimiser.program import Program, Rule
from territories.core.optimiser.stages import EXACT, Best, gap_of, in_stages
from territories.core.optimiser.trading import traded
from territories.core.optimiser.watch import Cancelled, Watch
from territories.core.proposal import How

HAIR = 1e-9
ENDS = 6  # places of a piece, the heaviest, that get rows of their own in one round
ROUGH = 0.03  # gap of rounds before the last
FREE = 0.4  # part of the time that the answer without the rule may take
TRADING = 0.3  # part of the time left that trading may take


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """`free`: the answer of the same question when nothing needs to hang together."""

    best: Best
    how: How
    free: np.ndarray | None


@dataclass(slots=True, eq=False)
class _Hunt:
    """One search: the best plan that hangs together so far, and what none can be below."""

    program: Program
    book: Book
    graph: Graph
    objective: Objective
    watch: Watch
    bound: float = -np.inf
    plan: np.ndarray | None = None
    value: float = np.inf

    def look_at(self, chosen: np.ndarray | None) -> None:
        if chosen is None or parted(self.graph, chosen):
            return
        value = worth(self.program, self.objective, chosen)
        if value < self.value - HAIR:
            self.plan, self.value = chosen, value

    @property
    def proven(self) -> bool:
        offset = 1.0 if self.objective == "balance" else 0.0
        room = gap_of(self.program, self.objective) * (abs(self.value) + offset)
        return self.plan is not None and self.value - self.bound <= room


def connected(
    program: Program, book: Book, graph: Graph, objective: Objective, watch: Watch
) -> Search:
    best = in_stages(program, objective, watch.part(watch.left * FREE))
    free = best.chosen
    if free is None or not parted(graph, free):
        return Search(best, "held", free)
    hunt = _Hunt(program, book, graph, objective, watch, best.bound)
    how: How = "mended"
    try:
        if not best.cancelled:
            _trade(hunt, free)
            how = _with_rows(hunt, free) if program.pairs <= EXACT else how
    except Cancelled:
        best = replace(best, cancelled=True)
    if hunt.plan is None:
        mended = joined(program, book, graph, free)
        return Search(replace(best, chosen=mended, bound=hunt.bound), how, free)
    how = "held" if hunt.proven else "mended"
    found = replace(best, chosen=hunt.plan, value=hunt.value, bound=min(hunt.bound, hunt.value))
    return Search(found, how, free)


def _trade(hunt: _Hunt, free: np.ndarray) -> None:
    """From the answer without the rule, and from what is held now."""
    hunt.watch.stage("connecting")
    now = np.where(hunt.book.here >= 0, hunt.book.here, free)
    now = np.where(hunt.book.allowed[np.arange(len(now)), now], now, free)
    seconds = hunt.watch.left * TRADING / 2
    for start in (now, free):
        begin = joined(None, hunt.book, hunt.graph, start)
        if not parted(hunt.graph, begin):
            args = hunt.program, hunt.book, hunt.graph, hunt.objective
            hunt.look_at(traded(*args, begin, hunt.watch.part(seconds)))


def _with_rows(hunt: _Hunt, free: np.ndarray) -> How:
    """Rounds of rows, roughly at first, until an answer that hangs together is proven."""
    program, chosen, rough = hunt.program, free, ROUGH
    weight = hunt.book.loads[0] if len(hunt.book.loads) else hunt.book.size
    while not hunt.watch.over and not hunt.proven:
        hunt.watch.stage("connecting")
        program = with_rows(program, hunt.graph, parted(hunt.graph, chosen), weight)
        found = in_stages(program, hunt.objective, hunt.watch, rough=rough)
        hunt.bound = max(hunt.bound, found.bound)
        if found.chosen is None:
            return "mended" if found.possible or hunt.plan is not None else "impossible"
        chosen = found.chosen
        hunt.look_at(chosen)
        if not parted(hunt.graph, chosen):
            if rough < ROUGH:
                break
            rough = gap_of(program, hunt.objective)
    return "mended"


def worth(program: Program, goal: str, chosen: np.ndarray) -> float:
    """The first goal of an assignment."""
    point = program.point(chosen)
    if goal != "balance":
        return float(program.goals[goal][: program.pairs] @ point)
    rows = program.matrix[:, : program.pairs] @ point
    soft = [program.blocks + i for i, r in enumerate(program.rules) if r.kind == "tolerance"]
    return float(np.abs(rows[soft] - program.high[soft]).mean()) if soft else 0.0


def with_rows(program: Program, graph: Graph, apart: list[Parted], weight: np.ndarray) -> Program:
    """The program with a row for each seat, for the heaviest places of every piece."""
    column = {pair: n for n, pair in enumerate(zip(program.block, program.seat, strict=True))}
    seats = sorted({int(seat) for seat in program.seat})
    entries: list[tuple[int, int, float]] = []
    rules: list[Rule] = []
    for one in apart:
        main, *orphans = one.pieces
        for orphan in orphans:
            for a, b in _ends(orphan, main, weight):
                between = separator(graph, orphan, b)
                for seat in seats:
                    if (a, seat) in column and (b, seat) in column:
                        row = len(rules)
                        entries += [(row, column[a, seat], 1.0), (row, column[b, seat], 1.0)]
                        entries += [
                            (row, column[c, seat], -1.0) for c in between if (c, seat) in column
                        ]
                        rules.append(Rule("connected", seat))
    if not rules:
        return program
    rows, columns, values = (np.array(each) for each in zip(*entries, strict=True))
    more = coo_array((values, (rows, columns)), shape=(len(rules), program.columns))
    return replace(
        program,
        matrix=csc_array(vstack([program.matrix, more])),
        low=np.append(program.low, np.full(len(rules), -np.inf)),
        high=np.append(program.high, np.ones(len(rules))),
        rules=[*program.rules, *rules],
    )


def _ends(orphan: set[int], main: set[int], weight: np.ndarray) -> list[tuple[int, int]]:
    """Pairs that are to be parted: the heaviest of both pieces, each with the other's."""
    here = sorted(orphan, key=lambda block: (-weight[block], block))[:ENDS]
    there = sorted(main, key=lambda block: (-weight[block], block))[:ENDS]
    return list(dict.fromkeys([(a, there[0]) for a in here] + [(here[0], b) for b in there]))


def separator(graph: Graph, piece: set[int], beyond: int) -> list[int]:
    """Places around a piece that can be reached from `beyond`: none less would part them."""
    around = {near for block in piece for near in graph[block]} - piece
    far = reached(graph, beyond, set(range(len(graph))) - around)
    return sorted(block for block in around if graph[block] & far)


def refused(graph: Graph, book: Book, free: np.ndarray, chosen: np.ndarray) -> list[int]:
    """Blocks that would change hands if nothing needed to hang together, and lie apart there."""
    lone = {block for one in parted(graph, free) for piece in one.orphans for block in piece}
    return [
        b
        for b in sorted(lone)
        if free[b] not in (chosen[b], book.here[b])
    ]  # fmt: skip
