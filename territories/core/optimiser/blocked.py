"""Why there is no answer: what is too heavy by itself, what all rules together lack, which rule to
drop.

Three looks, each plain numbers. First what can be seen without solving: blocks that no seat may
have, fixed or single units that alone outweigh a limit. Then the question again with every limit
bendable at a price, in parts of the limit: the bends of the cheapest answer are what lacks. Then
with one kind of rule left out at a time. In big books blocks may be split for the last two, so a
bend told there is the least that is needed.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csc_array, hstack

from territories.core.optimiser.book import Book, folded
from territories.core.optimiser.highs import relaxed, solved
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.program import Program, Rule, written
from territories.core.optimiser.stages import DIRECT
from territories.core.proposal import Blocker, Blocking

SECONDS = 5.0
HAIR = 1e-6


def blockers(problem: Problem, book: Book) -> list[Blocker]:
    nowhere = np.where(~book.allowed.any(axis=1))[0]
    if len(nowhere):
        return [Blocker("nowhere", units=book.named(int(b))) for b in nowhere]
    program = written(problem, book)
    return [*_too_heavy(problem, book), *_fixed(book, program), *_bends(book, program)]


def _too_heavy(problem: Problem, book: Book) -> Iterator[Blocker]:
    """Single units and families that no seat can carry within a tolerance."""
    for metric, loads in zip(problem.metrics, book.loads, strict=True):
        if metric not in problem.tolerance or loads.sum() <= 0:
            continue
        most = 1 + problem.tolerance[metric]
        aims = np.where(book.allowed, book.shares * loads.sum(), 0.0)
        largest = aims.max(axis=1)
        for b in np.where(loads > most * largest + HAIR * loads.sum())[0]:
            kind: Blocking = "family" if len(book.blocks[b]) > 1 else "unit"
            needed = float(loads[b] / largest[b]) if largest[b] > 0 else None
            yield Blocker(kind, None, metric, needed, most, book.named(int(b)))


def _fixed(book: Book, program: Program) -> Iterator[Blocker]:
    """Limits that what is fixed at a seat exceeds alone."""
    only = book.allowed.sum(axis=1) == 1
    column = only[program.block].astype(float)
    matrix = program.matrix[:, : program.pairs]
    alone = (matrix @ column)[program.blocks :]
    for rule, load, high in zip(program.rules, alone, _ends(program), strict=True):
        if load > high + HAIR and rule.seat >= 0:
            fixed = np.where(only & book.allowed[:, rule.seat])[0]
            units = tuple(unit for b in fixed for unit in book.named(int(b)))
            kind: Blocking = "locks" if rule.kind == "tolerance" else "full"
            scale = 1.0 if kind == "locks" else rule.scale
            seat, ends = book.seats[rule.seat], (float(load) * scale, float(high) * scale)
            yield Blocker(kind, seat, rule.what, *ends, units)


def _ends(program: Program) -> np.ndarray:
    """Upper ends of the rules' rows; where deviations are columns, as far as those may go."""
    high = program.high[program.blocks :].copy()
    slack = program.upper[program.pairs :]
    if len(slack):
        high[[i for i, rule in enumerate(program.rules) if rule.kind == "tolerance"]] += slack[0::2]
    return high


def _bends(book: Book, program: Program) -> Iterator[Blocker]:
    bendable = _bendable(program, len(book.units))
    count = len(program.rules)
    if program.pairs <= DIRECT:
        goal = bendable.goals["bend"]
        x = solved(goal, bendable.matrix, bendable.low, bendable.high, bendable.upper,
                   program.pairs, seconds=SECONDS, gap=0.01).x  # fmt: skip
    else:
        x = relaxed(bendable.goals["bend"], bendable.matrix, bendable.low, bendable.high,
                    bendable.upper, SECONDS).x  # fmt: skip
    if x is None:
        return
    over, under = x[-2 * count : -count], x[-count:]
    limits = zip(program.low[program.blocks :], _ends(program), strict=True)
    for rule, (low, high), more, less in zip(program.rules, limits, over, under, strict=True):
        if more > HAIR or less > HAIR:
            yield _bend(book, rule, low, high, more, less)


def _bendable(program: Program, units: int) -> Program:
    """Each rule may be exceeded or missed at a price, in parts of its limit."""
    count = len(program.rules)
    rows = program.blocks + np.arange(count)
    ones, columns = np.ones(count), np.arange(count)
    shape = (program.matrix.shape[0], count)
    over = coo_array((-ones, (rows, columns)), shape=shape)
    under = coo_array((ones, (rows, columns)), shape=shape)
    price = np.array([r.scale / units if r.kind == "moves" else 1.0 for r in program.rules])
    return replace(
        program,
        matrix=csc_array(hstack([program.matrix, over, under])),
        upper=np.append(program.upper, np.full(2 * count, np.inf)),
        goals={"bend": np.concatenate([np.zeros(program.columns), price, price])},
    )


def _bend(book: Book, rule: Rule, low: float, high: float, more: float, less: float) -> Blocker:
    seat = book.seats[rule.seat] if rule.seat >= 0 else None
    if rule.kind == "tolerance":
        allowed = float(high) - (1.0 if book.shares[rule.seat] > 0 else 0.0)
        needed = allowed + float(max(more, less))
        return Blocker("tolerance", seat, rule.what, needed, allowed)
    if rule.kind == "cap":
        limit, needed = (high, high + more) if more > HAIR else (low, low - less)
        ends = float(needed * rule.scale), float(limit * rule.scale)
        return Blocker("cap", seat, rule.what, *ends)
    needed = float((high + more) * rule.scale)
    needed = float(np.ceil(needed - HAIR)) if rule.kind == "moves" else needed
    kind: Blocking = "moves" if rule.kind == "moves" else "disruption"
    return Blocker(kind, needed=needed, allowed=float(high * rule.scale))


def freeing(problem: Problem) -> list[str]:
    """Kinds of rules of which leaving out one alone gives an answer: locks, families, required,
    forbidden, caps, max_moves, max_disruption, tolerance:METRIC."""
    without = {
        "locks": {"locks": ()},
        "families": {"families": ()},
        "required": {"required": ()},
        "forbidden": {"forbidden": ()},
        "caps": {"caps": ()},
        "max_moves": {"max_moves": None},
        "max_disruption": {"max_disruption": None},
    }
    tried = {name: change for name, change in without.items()
             if getattr(problem, name) not in (None, (), [], frozenset(), set())}  # fmt: skip
    for metric in problem.tolerance:
        rest = {other: each for other, each in problem.tolerance.items() if other != metric}
        tried[f"tolerance:{metric}"] = {"tolerance": rest}
    return [name for name, change in tried.items() if _possible(replace(problem, **change))]  # type: ignore[arg-type]


def _possible(problem: Problem) -> bool:
    program = written(problem, folded(problem))
    nothing = np.zeros(program.columns)
    rows = (program.matrix, program.low, program.high, program.upper)
    if program.pairs <= DIRECT:
        return solved(nothing, *rows, program.pairs, seconds=SECONDS / 2, gap=1.0).x is not None
    return relaxed(nothing, *rows, SECONDS / 2).x is not None
