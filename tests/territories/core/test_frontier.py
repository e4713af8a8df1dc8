"""What each move buys, where it stops, and the knee."""

from dataclasses import replace
from itertools import pairwise

import pytest

from territories.core.frontier import frontier, knee, knee_of
from territories.core.optimiser.solve import proposed
from territories.core.optimiser.watch import Watch
from tests.territories.core.questions import pfizer, scattered

PUBLISHED = {1: 187.24, 2: 172.84, 3: 167.25, 4: 161.0, 5: 155.41, 6: 154.63, 7: 154.6}


def test_moves_against_distance_of_the_published_case():
    found = {
        most: proposed(pfizer(tolerance={"workload": 0.2}, max_moves=most)).objective
        for most in PUBLISHED
    }
    assert found == pytest.approx(PUBLISHED, abs=0.005)
    assert list(found)[knee_of(list(found.items()))] == 5


def test_no_move_is_no_answer_of_the_published_case():
    assert proposed(pfizer(tolerance={"workload": 0.2}, max_moves=0)).status == "infeasible"


@pytest.mark.parametrize("objective", ["disruption", "cost"])
def test_each_point_buys_something(objective):
    problem = scattered(150, 6, tolerance={"w": 0.2}, objective=objective)
    found = frontier(problem, 20, Watch(20))
    assert found[0].moves == 0
    assert all(b.moves > a.moves and b.left < a.left for a, b in pairwise(found))
    assert found[-1].moves <= 30
    assert knee(found) in found


def test_a_curve_begins_where_the_rules_can_be_kept():
    """Three of a family sit apart, so that fewer than two moves are no plan."""
    problem = scattered(40, 3, tolerance={"w": 0.3}, objective="disruption")
    units, seats = problem.units[:3], problem.seats
    apart = dict(problem.current) | dict(zip(units, seats, strict=True))
    problem = replace(problem, current=apart, families=[units])
    assert proposed(replace(problem, max_moves=1, tolerance={})).status == "infeasible"
    found = frontier(problem, 8, Watch(20))
    assert len(found) > 2
    assert found[1].moves >= 2


def test_the_curve_ends_with_the_time():
    found = frontier(scattered(150, 6, tolerance={"w": 0.2}), 20, Watch(0.0))
    assert [point.moves for point in found] == [0]


@pytest.mark.parametrize(
    ("curve", "knee"),
    [
        ([(0, 10), (1, 2), (2, 1), (3, 0)], 1),
        ([(0, 10), (1, 9), (2, 1), (3, 0)], 2),
        ([(0, 3), (1, 2), (2, 1)], None),
        ([(0, 3), (1, 2)], None),
        ([(0, 3), (1, 3), (2, 3)], None),
    ],
    ids=["early", "late", "straight", "two points", "flat"],
)
def test_the_knee_is_furthest_from_the_chord(curve, knee):
    assert knee_of(curve) == knee
