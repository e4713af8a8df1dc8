"""Places of one seat hang together: found by the graph of what touches, mended piece by piece.

Only for geography, where adjacency is given. After solving, every piece of a district beside its
largest is an orphan; the lightest goes to the neighbouring seat of least cost that stays within
every rule, until nothing changes. What cannot be joined so is told, not hidden.
"""

from collections import defaultdict

import numpy as np

from territories.core.optimiser.book import Book
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.program import Program

HAIR = 1e-6
type Graph = list[set[int]]


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
        piece, edge = set(), [min(left)]
        while edge:
            block = edge.pop()
            if block in left:
                left.discard(block)
                piece.add(block)
                edge.extend(graph[block] & left)
        found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))


def districts(graph: Graph, chosen: np.ndarray) -> dict[int, list[set[int]]]:
    held = defaultdict(set)
    for block, seat in enumerate(chosen.tolist()):
        held[seat].add(block)
    return {seat: components(graph, inside) for seat, inside in sorted(held.items())}


def pieces(graph: Graph, chosen: np.ndarray) -> dict[int, int]:
    """By seat, in how many pieces its district is."""
    return {seat: len(parts) for seat, parts in districts(graph, chosen).items()}


def joined(program: Program, book: Book, graph: Graph, chosen: np.ndarray) -> np.ndarray:
    """Every step makes one piece less, so it ends."""
    while (step := _step(program, book, graph, chosen)) is not None:
        chosen = step
    return chosen


def _step(program: Program, book: Book, graph: Graph, chosen: np.ndarray) -> np.ndarray | None:
    orphans = [
        piece for parts in districts(graph, chosen).values() for piece in parts[1:]
    ]  # fmt: skip
    for orphan in sorted(orphans, key=lambda piece: (book.size[list(piece)].sum(), min(piece))):
        around = {int(chosen[b]) for block in orphan for b in graph[block] if b not in orphan}
        at = sorted(orphan)
        options = []
        for seat in around - {int(chosen[at[0]])}:
            if book.allowed[at, seat].all():
                trial = chosen.copy()
                trial[at] = seat
                if keeps(program, book, trial, chosen):
                    options.append((_price(book, at, seat), seat, trial))
        if options:
            return min(options, key=lambda option: option[:2])[2]
    return None


def _price(book: Book, at: list[int], seat: int) -> float:
    each = book.lost if book.cost is None else book.cost
    return float(each[at, seat].sum())


def keeps(program: Program, book: Book, trial: np.ndarray, before: np.ndarray) -> bool:
    """No rule is broken by the trial that was kept before. Deviation columns of balance count as
    far as their ends allow."""
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
