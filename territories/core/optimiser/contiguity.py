"""Places of one seat hang together: what touches, where a district is apart, and how it is mended.

Only for geography, where adjacency is given. What the sea parts from all other places need not
hang together with them: each *land*, a piece of the graph of all places, is looked at by itself. A
unit that touches nothing (an island, a named account) is a land of its own.

To mend, the lightest piece beside the largest of its seat and land goes to the neighbouring seat of
least cost that stays within every rule, until nothing changes. What cannot be joined so is told,
not hidden.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from territories.core.optimiser.book import Book
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.program import Program

HAIR = 1e-6
type Graph = list[set[int]]


@dataclass(frozen=True, slots=True)
class Parted:
    """What a seat holds of one land, in pieces: the largest first."""

    seat: int
    pieces: list[set[int]]

    @property
    def orphans(self) -> list[set[int]]:
        return self.pieces[1:]


def touching(problem: Problem, book: Book) -> Graph:
    """Blocks that touch. The members of a family count as one place, wherever they are."""
    block_of = {book.units[i]: b for b, members in enumerate(book.blocks) for i in members}
    graph: Graph = [set() for _ in book.blocks]
    for one, other in problem.adjacency or ():
        a, b = block_of[one], block_of[other]
        if a != b:
            graph[a].add(b)
            graph[b].add(a)
    return graph


def components(graph: Graph, inside: set[int]) -> list[set[int]]:
    """Largest first; of equals the one with the first block."""
    left, found = set(inside), []
    while left:
        piece = reached(graph, min(left), left)
        left -= piece
        found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))


def reached(graph: Graph, start: int, inside: set[int]) -> set[int]:
    """What hangs together with `start`, without leaving `inside`."""
    piece, edge = {start}, [start]
    while edge:
        more = (graph[edge.pop()] & inside) - piece
        piece |= more
        edge.extend(more)
    return piece


def parted(graph: Graph, chosen: np.ndarray) -> list[Parted]:
    """Seats that hold a land in more than one piece."""
    land = [0] * len(graph)
    for number, piece in enumerate(components(graph, set(range(len(graph))))):
        for block in piece:
            land[block] = number
    held: dict[tuple[int, int], set[int]] = defaultdict(set)
    for block, seat in enumerate(chosen.tolist()):
        held[seat, land[block]].add(block)
    found = (
        Parted(seat, components(graph, inside)) for (seat, _land), inside in sorted(held.items())
    )
    return [one for one in found if one.orphans]


def pieces(graph: Graph, chosen: np.ndarray) -> dict[int, int]:
    """By seat that is apart, in how many pieces; another land is no piece more."""
    found: dict[int, int] = {}
    for one in parted(graph, chosen):
        found[one.seat] = found.get(one.seat, 1) + len(one.orphans)
    return found


def joined(program: Program | None, book: Book, graph: Graph, chosen: np.ndarray) -> np.ndarray:
    """Within the rules of a program, or (None) whatever they say, but for who may have what. Every
    step makes one piece less, so it ends."""
    while (step := _step(program, book, graph, chosen)) is not None:
        chosen = step
    return chosen


def _step(
    program: Program | None, book: Book, graph: Graph, chosen: np.ndarray
) -> np.ndarray | None:
    orphans = [piece for one in parted(graph, chosen) for piece in one.orphans]
    for orphan in sorted(orphans, key=lambda piece: (book.size[list(piece)].sum(), min(piece))):
        options = list(_options(program, book, graph, chosen, orphan))
        if options:
            return min(options, key=lambda option: option[:2])[2]
    return None


def _options(
    program: Program | None, book: Book, graph: Graph, chosen: np.ndarray, orphan: set[int]
) -> Iterator[tuple[float, int, np.ndarray]]:
    """Where a piece may go: what it costs there, the seat, and the assignment then."""
    around = {int(chosen[b]) for block in orphan for b in graph[block] if b not in orphan}
    at = sorted(orphan)
    for seat in around - {int(chosen[at[0]])}:
        if book.allowed[at, seat].all():
            trial = chosen.copy()
            trial[at] = seat
            if program is None or keeps(program, trial):
                yield _price(book, at, seat), seat, trial


def _price(book: Book, at: list[int], seat: int) -> float:
    each = book.lost if book.cost is None else book.cost
    return float(each[at, seat].sum())


def keeps(program: Program, trial: np.ndarray) -> bool:
    """No rule is broken. Deviation columns of balance count as far as their ends allow."""
    pairs = program.matrix[:, : program.pairs]
    slack = program.upper[program.pairs :]
    rows = pairs @ program.point(trial)
    low, high = program.low.copy(), program.high.copy()
    if len(slack):
        soft = [i for i, rule in enumerate(program.rules) if rule.kind == "tolerance"]
        at = program.blocks + np.array(soft, dtype=int)
        high[at] += slack[0::2]
        low[at] -= slack[1::2]
    return bool((rows >= low - HAIR).all() and (rows <= high + HAIR).all())
