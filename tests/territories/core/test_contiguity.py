"""Places of one seat hang together, where it is told what touches."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from territories.core.optimiser.contiguity import components
from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import proposed


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


def test_joined_districts_keep_their_rules_and_the_gap_tells_the_price():
    for seed in range(5):
        problem = grid(6, seed, tolerance={"n": 0.3})
        free, found = proposed(replace(problem, adjacency=None)), proposed(problem)
        assert found.balance["n"].within
        assert {s: n for s, n in pieces(problem, found.assignment).items() if n > 1} == found.split
        assert sum(pieces(problem, found.assignment).values()) < sum(
            pieces(problem, free.assignment).values()
        )
        assert found.objective >= free.objective
        assert found.objective * (1 - found.gap) <= free.objective + 1e-9


def test_what_cannot_be_joined_is_told():
    """A locked place in the middle of the other district."""
    problem = row_of_places(9, current={"p1": "right"}, locks=["p1"])
    found = proposed(problem)
    assert found.split
    assert found.assignment["p1"] == "right"


def test_books_of_accounts_are_never_asked_to_hang_together():
    found = proposed(replace(row_of_places(10), adjacency=None))
    assert found.split == {}
