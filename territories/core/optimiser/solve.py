"""From a question to an answer: fold, write, solve in stages, mend, measure, explain."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from territories.core.balance import Balance, measured
from territories.core.faults import insist
from territories.core.optimiser.blocked import blockers, freeing
from territories.core.optimiser.book import Book, folded
from territories.core.optimiser.connected import Search, connected, refused
from territories.core.optimiser.contiguity import Graph, pieces, touching
from territories.core.optimiser.moves import moves, placed
from territories.core.optimiser.problem import UNITS, Problem
from territories.core.optimiser.program import written
from territories.core.optimiser.stages import GAP_EXACT, Best, in_stages
from territories.core.optimiser.watch import Watch
from territories.core.proposal import Connection, Proposal, Status

HAIR = 1e-6


def proposed(problem: Problem, watch: Watch | None = None) -> Proposal:
    """The best assignment within the time limit. Raises BadProblem when the question is faulty."""
    insist(problem)
    watch = watch or Watch(problem.time_limit)
    book = folded(problem)
    program = written(problem, book)
    if problem.adjacency is None:
        best = in_stages(program, problem.objective, watch)
        return _answer(problem, book, best, watch)
    graph = touching(problem, book)
    search = connected(program, book, graph, problem.objective, watch)
    answer = _answer(problem, book, _measured(problem, book, search), watch)
    return _with_pieces(book, graph, search, answer)


def _answer(problem: Problem, book: Book, best: Best, watch: Watch) -> Proposal:
    if best.chosen is None:
        return _without(problem, book, best, watch)
    return _with(problem, book, best, watch)


def _without(problem: Problem, book: Book, best: Best, watch: Watch) -> Proposal:
    before = balance(problem, problem.current)
    if best.cancelled or best.possible:
        status: Status = "cancelled" if best.cancelled else "time_limit"
        return Proposal(status, seconds=watch.seconds, before=before)
    return Proposal(
        "infeasible",
        seconds=watch.seconds,
        before=before,
        blockers=blockers(problem, book),
        freed=freeing(problem),
    )


def _with(problem: Problem, book: Book, best: Best, watch: Watch) -> Proposal:
    chosen = best.chosen
    assert chosen is not None
    assignment = book.assignment(chosen)
    gap = best.gap(problem.objective == "balance")
    at = np.arange(len(chosen)), chosen
    return Proposal(
        status=_status(best, gap),
        objective=best.value,
        gap=gap,
        seconds=watch.seconds,
        assignment=assignment,
        moves=moves(problem, assignment),
        placed=placed(problem, assignment),
        balance=balance(problem, assignment),
        before=balance(problem, problem.current),
        cost=None if book.cost is None else float(book.cost[at].sum()),
        disruption=float(book.lost[at].sum()),
        empty=[seat for seat in book.seats if seat not in set(assignment.values())],
        binding=_binding(problem, assignment),
    )


def _status(best: Best, gap: float | None) -> Status:
    if best.cancelled:
        return "cancelled"
    if gap is not None and gap <= GAP_EXACT:
        return "optimal"
    return "feasible" if best.ended else "time_limit"


def _measured(problem: Problem, book: Book, search: Search) -> Best:
    """The value after pieces were joined; the bound is still that of the question without them."""
    best, chosen = search.best, search.best.chosen
    if chosen is None or search.how == "held":
        return best
    at = np.arange(len(chosen)), chosen
    if problem.objective == "balance":
        found = balance(problem, book.assignment(chosen))
        off = [abs(d) for each in found.values() for d in each.deviations.values() if d is not None]
        value = sum(off) / len(off) if off else 0.0
    else:
        each = book.cost if problem.objective == "cost" else book.lost
        assert each is not None
        value = float(each[at].sum())
    return replace(best, value=value, bound=min(best.bound, value), ended=True)


def _with_pieces(book: Book, graph: Graph, search: Search, answer: Proposal) -> Proposal:
    chosen = search.best.chosen
    if chosen is None or search.free is None:
        return answer
    lone = refused(graph, book, search.free, chosen)
    told = [(unit, book.seats[search.free[b]]) for b in lone for unit in book.named(b)]
    split = {book.seats[j]: n for j, n in pieces(graph, chosen).items()}
    return replace(answer, split=split, connection=Connection(search.how, tuple(told)))


def balance(problem: Problem, assignment: Mapping[str, str]) -> dict[str, Balance]:
    """Each metric over all seats, those without units too."""
    found = {}
    for metric in problem.metrics:
        loads = dict.fromkeys(problem.seats, 0.0)
        for unit, weight in zip(problem.units, problem.known(metric).tolist(), strict=True):
            if unit in assignment:
                loads[assignment[unit]] += weight
        found[metric] = measured(
            loads,
            problem.targets,
            tolerance=problem.tolerance.get(metric),
            unknown=problem.unknown(metric),
        )
    return found


def _binding(problem: Problem, assignment: Mapping[str, str]) -> list[tuple[str, str]]:
    """Caps that are reached: by the seat, and what it caps."""
    found = []
    columns = {metric: problem.known(metric) for metric in problem.metrics}
    columns[UNITS] = np.ones(len(problem.units))
    for cap in problem.caps:
        here = np.array([assignment[unit] == cap.seat for unit in problem.units])
        load = float(columns[cap.what][here].sum())
        limits = (cap.least, cap.most)
        if any(each is not None and abs(load - each) <= HAIR * max(1, each) for each in limits):
            found.append((cap.seat, cap.what))
    return found
