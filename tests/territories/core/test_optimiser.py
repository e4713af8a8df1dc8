"""The published case, answers by counting, and what no answer may break."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from territories.core.optimiser.book import folded
from territories.core.optimiser.highs import solved
from territories.core.optimiser.large import relax, repaired
from territories.core.optimiser.problem import UNITS, Cap, Problem
from territories.core.optimiser.program import written
from territories.core.optimiser.solve import proposed
from territories.core.optimiser.watch import Watch
from tests.territories.core.questions import allowed, counted, pfizer, questions, scattered, worth

NEAR = {"workload": 0.2}


@pytest.mark.parametrize(
    ("asked", "distance", "disruption", "moves"),
    [
        ({}, 154.60, 1.2055, 7),
        ({"objective": "disruption"}, 188.95, 0.1696, 2),
        ({"objective": "disruption", "tolerance": {"workload": 0.15}}, 187.24, 0.2529, 1),
        ({"objective": "disruption", "tolerance": {"workload": 0.10}}, 187.24, 0.2529, 1),
        ({"max_disruption": 0.5864}, 165.96, 0.5864, 5),
    ],
    ids=["nearest", "least disruption", "within 15 %", "within 10 %", "disruption at most"],
)
def test_the_published_case(asked, distance, disruption, moves):
    found = proposed(pfizer(**{"tolerance": NEAR, **asked}))
    assert found.status == "optimal"
    assert found.gap == pytest.approx(0, abs=1e-9)
    assert found.cost == pytest.approx(distance, abs=0.005)
    assert found.disruption == pytest.approx(disruption, abs=5e-5)
    assert len(found.moves) == moves
    assert found.balance["workload"].within


def test_the_least_disruption_moves_two_bricks_from_2_to_3():
    """Counted from 0 in the source: 10 and 11."""
    found = proposed(pfizer(tolerance=NEAR, objective="disruption"))
    moved = [(move.unit, move.source, move.target) for move in found.moves]
    assert moved == [("11", "2", "3"), ("12", "2", "3")]


def test_workloads_of_the_nearest_are_as_published():
    loads = proposed(pfizer(tolerance=NEAR)).balance["workload"].by_seat.values()
    assert min(loads) == pytest.approx(0.8028, abs=5e-5)
    assert max(loads) == pytest.approx(1.1149, abs=5e-5)


@settings(max_examples=150, deadline=None)
@given(questions())
def test_the_answer_is_the_best_of_all_answers(problem):
    found, best = proposed(problem), counted(problem)
    if best is None:
        assert found.status == "infeasible"
        assert found.blockers
        assert not found.assignment
        return
    assert found.status in ("optimal", "feasible")
    assert set(found.assignment) == set(problem.units)
    assert allowed(problem, dict(found.assignment))
    reached = worth(problem, dict(found.assignment))
    assert reached == pytest.approx(best, abs=6e-4 if problem.objective == "balance" else 1e-6)


@settings(max_examples=40, deadline=None)
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_listed_does_not_matter(problem, random):
    units, seats = list(range(len(problem.units))), list(range(len(problem.seats)))
    random.shuffle(units)
    random.shuffle(seats)
    other = replace(
        problem,
        units=[problem.units[i] for i in units],
        seats=[problem.seats[j] for j in seats],
        weights={name: column[units] for name, column in problem.weights.items()},
        cost=problem.cost[np.ix_(units, seats)],
        current=dict(reversed(problem.current.items())),
    )
    one, two = proposed(problem), proposed(other)
    assert one.status == two.status
    assert one.assignment == two.assignment
    assert one.moves == two.moves


@pytest.mark.parametrize("objective", ["cost", "disruption", "balance"])
def test_a_big_book_keeps_every_rule(objective):
    plain = scattered(1500, 12)
    held = list(plain.current)
    families = [held[i : i + 3] for i in range(300, 420, 3)]
    problem = replace(
        plain,
        objective=objective,
        tolerance={"w": 0.1},
        locks=held[:200],
        families=families,
        forbidden=[(unit, "s000") for unit in held[500:600]],
        caps=[Cap("s001", UNITS, 50, 140)],
        max_moves=400,
        time_limit=20,
    )
    found = proposed(problem)
    assert found.status in ("optimal", "feasible", "time_limit")
    assert found.gap is not None
    assert found.gap < 0.02
    assert set(found.assignment) == set(problem.units)
    assert found.balance["w"].within
    assert all(found.assignment[unit] == problem.current[unit] for unit in problem.locks)
    assert all(len({found.assignment[unit] for unit in family}) == 1 for family in families)
    assert not any(found.assignment[unit] == seat for unit, seat in problem.forbidden)
    assert 50 <= sum(seat == "s001" for seat in found.assignment.values()) <= 140
    assert len(found.moves) <= 400


@pytest.mark.parametrize("goal", ["cost", "disruption"])
def test_the_bound_of_a_big_book_is_below_its_exact_answer(goal):
    problem = scattered(150, 6, tolerance={"w": 0.05})
    program = written(problem, folded(problem))
    vector = program.goals[goal]
    rows = (program.matrix, program.low, program.high, program.upper)
    exact = solved(vector, *rows, program.pairs, seconds=20, gap=1e-4)
    relaxation = relax(program, vector, Watch(20), near=0, offset=0)
    mended = repaired(program, vector, relaxation, Watch(20), gap=0.005, offset=0)
    assert relaxation.bound <= exact.value + 1e-6
    assert exact.bound - 1e-6 <= mended.value <= relaxation.bound / (1 - 0.02)
    assert mended.bound == relaxation.bound


def test_all_with_one_seat_is_shared_out_and_nobody_stays_empty():
    """Least disruption must not mean that nothing moves: tolerance comes first."""
    plain = scattered(120, 4, tolerance={"w": 0.1}, objective="disruption")
    found = proposed(replace(plain, current=dict.fromkeys(plain.units, "s000")))
    assert found.balance["w"].within
    assert found.empty == []


def test_seats_that_stay_empty_are_told():
    plain = scattered(20, 3, objective="disruption")
    found = proposed(replace(plain, current=dict.fromkeys(plain.units, "s000")))
    assert found.moves == []
    assert found.empty == ["s001", "s002"]


def test_units_that_nobody_held_are_placed_and_not_moved():
    problem = pfizer(tolerance=NEAR, max_moves=0)
    left = {u: s for u, s in problem.current.items() if u not in ("10", "11", "12")}
    found = proposed(replace(problem, current=left))
    assert found.placed == ["10", "11", "12"]
    assert found.moves == []


def test_a_seat_whose_target_is_nothing_is_emptied():
    targets = {"1": 1, "2": 1, "3": 0, "4": 1}
    found = proposed(pfizer(tolerance={"workload": 0.35}, targets=targets))
    assert found.balance["workload"].by_seat["3"] == 0
    assert "3" not in found.assignment.values()


def test_required_pairs_are_kept_and_say_so():
    found = proposed(pfizer(tolerance=NEAR, required=[("1", "1")]))
    assert found.assignment["1"] == "1"
    assert next(move for move in found.moves if move.unit == "1").why == "required"


def test_a_cap_that_is_reached_is_told():
    found = proposed(pfizer(tolerance=NEAR, caps=[Cap("1", UNITS, None, 5)]))
    assert found.binding == [("1", UNITS)]


def test_unknown_weights_are_counted_and_not_taken_for_nothing_silently():
    problem = pfizer()
    weights = problem.weights["workload"].copy()
    weights[3] = np.nan
    found = proposed(replace(problem, weights={"workload": weights}))
    assert found.balance["workload"].unknown == 1


class Stop:
    """Asks to stop from the n-th time on that it is asked itself."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def asked_and_stopped(problem: Problem, after: int) -> Any:
    return proposed(problem, Watch(problem.time_limit, cancelled=Stop(after)))


def test_who_stops_gets_the_best_so_far():
    problem = pfizer(tolerance=NEAR, objective="disruption")
    early, later = asked_and_stopped(problem, 0), asked_and_stopped(problem, 1)
    assert (early.status, dict(early.assignment)) == ("cancelled", {})
    assert later.status == "cancelled"
    assert later.disruption == pytest.approx(0.1696)


def test_who_stops_a_big_book_between_repairs_gets_the_first_repair():
    problem = scattered(1000, 20, tolerance={"w": 0.02})
    told: list[str] = []
    watch = Watch(20, lambda: told.count("repair") == 1, lambda stage, gone: told.append(stage))
    found = proposed(problem, watch)
    assert found.status == "cancelled"
    assert found.balance["w"].within


def test_progress_is_told_by_stages():
    told: list[str] = []
    watch = Watch(20, progress=lambda stage, gone: told.append(stage))
    proposed(pfizer(tolerance=NEAR, objective="disruption"), watch)
    assert told == ["disruption", "cost"]


def test_the_time_limit_is_kept():
    problem = scattered(3000, 30, tolerance={"w": 0.01}, time_limit=3, objective="disruption")
    found = proposed(problem)
    assert found.status in ("time_limit", "feasible")
    assert found.seconds < 6
