"""Places of one seat hang together, where it is told what touches."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from territories.core.optimiser.contiguity import components
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import proposed
from tests.territories.core.questions import allowed, worth


def row_of_places(count: int, **asked) -> Problem:
    """Places along a road, each as heavy as the other; seats live at both ends."""
    units = [f"p{i}" for i in range(count)]
    far = np.arange(count, dtype=float)
    cost = np.column_stack([far, far[::-1]])
    asked = {"adjacency": list(pairwise(units)), **asked}
    return Problem(units, ["left", "right"], {"n": np.ones(count)}, cost, **asked)


def grid(side: int, seed: int, **asked) -> Problem:
    """Squares with costs by chance, so that the cheapest districts are scattered."""
    names = [[f"{x}-{y}" for x in range(side)] for y in range(side)]
    touch = [pair for line in names for pair in pairwise(line)]
    touch += [pair for line in zip(*names, strict=True) for pair in pairwise(line)]
    rng = np.random.default_rng(seed)
    units = [unit for line in names for unit in line]
    cost = rng.random((len(units), 3))
    return Problem(units, list("abc"), {"n": np.ones(len(units))}, cost, adjacency=touch, **asked)


def pieces(problem: Problem, assignment) -> dict[str, int]:
    at = {unit: i for i, unit in enumerate(problem.units)}
    graph = [set() for _ in problem.units]
    for one, other in problem.adjacency:
        graph[at[one]].add(at[other])
        graph[at[other]].add(at[one])
    return {
        seat: len(components(graph, {at[u] for u, s in assignment.items() if s == seat}))
        for seat in set(assignment.values())
    }


def test_districts_that_hang_together_are_left_alone():
    problem = row_of_places(10, tolerance={"n": 0.0})
    found = proposed(problem)
    assert found.status == "optimal"
    assert found.split == {}
    assert [found.assignment[u] for u in problem.units] == ["left"] * 5 + ["right"] * 5


def test_an_orphan_joins_its_neighbours():
    problem = row_of_places(10, tolerance={"n": 0.4})
    cost = problem.cost.copy()
    cost[2] = [100, 0]  # cheapest for the seat at the other end
    cost[8] = [0, 0.5]
    found = proposed(replace(problem, cost=cost))
    assert pieces(problem, found.assignment) == {"left": 1, "right": 1}
    assert found.split == {}
    assert found.balance["n"].within


def hangs_together(problem: Problem, assignment) -> bool:
    return all(n == 1 for n in pieces(problem, assignment).values())


def test_the_answer_is_the_best_of_all_that_hang_together():
    """Of nine squares and two or three seats, tried one by one."""
    for seed, objective in product(range(3), ("cost", "disruption", "balance")):
        rng = np.random.default_rng(seed)
        free = grid(3, seed, tolerance={"n": 0.4}, objective=objective)
        held = {unit: "abc"[rng.integers(3)] for unit in free.units}
        problem = replace(free, current=held, weights={"n": rng.integers(1, 4, 9).astype(float)})
        every = (dict(zip(problem.units, seats, strict=True)) for seats in product("abc", repeat=9))
        fit = (each for each in every if hangs_together(problem, each) and allowed(problem, each))
        best = min((worth(problem, each)[0] for each in fit), default=None)
        found = proposed(problem)
        assert best is not None
        assert found.connection.how == "held"
        assert found.split == {}
        assert found.objective == pytest.approx(best, abs=1e-3)


def test_what_takes_too_long_to_prove_is_mended_and_the_gap_tells_its_price():
    for seed in range(3):
        problem = grid(8, seed, tolerance={"n": 0.3}, time_limit=2.0)
        free, found = proposed(replace(problem, adjacency=None)), proposed(problem)
        assert found.connection.how == "mended"
        assert hangs_together(problem, found.assignment)
        assert found.balance["n"].within
        assert found.objective * (1 - found.gap) >= free.objective - 1e-9


def test_books_too_large_for_rows_are_mended_by_trading():
    problem = grid(16, 1, tolerance={"n": 0.2}, time_limit=4.0)
    found = proposed(problem)
    assert found.connection.how == "mended"
    assert found.split == {}
    assert found.balance["n"].within


def test_an_island_need_not_hang_together_with_the_rest():
    """Two places touch nothing, and a road leads past eight others."""
    problem = row_of_places(10, tolerance={"n": 0.0})
    touch = [pair for pair in problem.adjacency if not set(pair) & {"p0", "p1"}]
    cost = problem.cost.copy()
    cost[0], cost[1] = [9, 0], [9, 0]
    found = proposed(replace(problem, adjacency=touch, cost=cost))
    assert found.assignment["p0"] == found.assignment["p1"] == "right"
    assert found.split == {}
    assert found.status == "optimal"


def test_a_move_that_would_lie_apart_is_named():
    problem = row_of_places(6, tolerance={"n": 0.5})
    cost = problem.cost.copy()
    cost[1] = [3, 0]
    current = {unit: "left" if i < 3 else "right" for i, unit in enumerate(problem.units)}
    found = proposed(replace(problem, cost=cost, current=current))
    assert found.assignment["p1"] == "left"
    assert ("p1", "right") in found.connection.refused


def test_what_cannot_be_joined_is_told():
    """Locked places take turns along the road."""
    held = {"p1": "right", "p3": "left", "p5": "right"}
    found = proposed(row_of_places(9, current=held, locks=list(held)))
    assert found.connection.how == "impossible"
    assert found.split == {"right": 2} or found.split == {"left": 2, "right": 2}
    assert found.assignment["p1"] == "right"


def test_books_of_accounts_are_never_asked_to_hang_together():
    found = proposed(replace(row_of_places(10), adjacency=None))
    assert found.split == {}
