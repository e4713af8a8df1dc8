"""Without an answer, the numbers say what stands in the way."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from territories.core.optimiser.problem import UNITS, Cap
from territories.core.optimiser.solve import proposed
from territories.core.wording import blocked
from tests.territories.core.questions import SEATS, counted, pfizer, questions, scattered

NEAR = {"workload": 0.1}
# A question without one kind of its rules, as `freed` names them.
WITHOUT = {
    "locks": {"locks": ()},
    "families": {"families": ()},
    "forbidden": {"forbidden": ()},
    "caps": {"caps": ()},
    "max_moves": {"max_moves": None},
    "tolerance:work": {"tolerance": {}},
}


def of_kind(found, kind):
    return [blocker for blocker in found.blockers if blocker.kind == kind]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(questions())
def test_exactly_what_alone_would_help_is_named(problem):
    assume(counted(problem) is None)
    found = proposed(problem)
    assert found.blockers
    helps = {name for name, change in WITHOUT.items() if counted(replace(problem, **change))}
    assert set(found.freed) == helps


def test_too_few_moves():
    found = proposed(pfizer(tolerance={"workload": 0.2}, max_moves=0))
    assert found.status == "infeasible"
    assert [(b.kind, b.needed, b.allowed) for b in found.blockers] == [("moves", 1, 0)]
    assert found.freed == ["max_moves", "tolerance:workload"]


def test_too_little_may_change_hands():
    found = proposed(pfizer(tolerance={"workload": 0.2}, max_disruption=0.16))
    told = of_kind(found, "disruption")[0]
    assert told.needed == pytest.approx(0.1696)
    assert told.allowed == pytest.approx(0.16)


def test_locked_units_alone_are_too_much():
    """Seat 2 holds 1.3377 of a share of 1: all of it locked is 33.8 % above."""
    at_2 = [unit for unit, seat in pfizer().current.items() if seat == "2"]
    found = proposed(pfizer(tolerance=NEAR, locks=at_2))
    told = of_kind(found, "locks")[0]
    assert (told.seat, told.metric) == ("2", "workload")
    assert told.needed == pytest.approx(1.3377)
    assert told.allowed == pytest.approx(1.1)
    assert set(told.units) == set(at_2)
    assert "33.8% above" in blocked(told)
    bent = next(b for b in of_kind(found, "tolerance") if b.seat == "2")
    assert bent.needed == pytest.approx(0.3377)
    assert "locks" in found.freed


def test_a_family_heavier_than_any_seat():
    found = proposed(pfizer(tolerance=NEAR, families=[["14", "15", "16"]]))
    told = of_kind(found, "family")[0]
    assert told.units == ("14", "15", "16")
    assert told.needed == pytest.approx(0.8177 + 0.4115 + 0.3795)
    assert "families" in found.freed


def test_caps_that_leave_no_room():
    found = proposed(pfizer(caps=[Cap(seat, UNITS, None, 5) for seat in SEATS]))
    assert sum(b.needed - b.allowed for b in of_kind(found, "cap")) == pytest.approx(2)
    assert found.freed == ["caps"]


def test_a_cap_below_what_is_fixed():
    found = proposed(pfizer(locks=["4", "5"], caps=[Cap("1", UNITS, None, 1)]))
    told = of_kind(found, "full")[0]
    assert (told.seat, told.needed, told.allowed) == ("1", 2, 1)


def test_a_unit_that_no_seat_may_have():
    found = proposed(pfizer(forbidden=[("1", seat) for seat in SEATS]))
    assert [(b.kind, b.units) for b in found.blockers] == [("nowhere", ("1",))]
    assert found.freed == ["forbidden"]


def test_of_a_big_book_too():
    problem = scattered(900, 8, tolerance={"w": 0.05}, max_moves=1)
    found = proposed(problem)
    assert found.status == "infeasible"
    assert "max_moves" in found.freed
    assert of_kind(found, "moves")[0].needed > 1


@pytest.mark.parametrize("asked", [{"max_moves": 0}, {"locks": list(pfizer().units)}])
def test_every_blocker_is_a_sentence(asked):
    found = proposed(pfizer(tolerance={"workload": 0.1}, **asked))
    assert all(len(blocked(each)) > 20 for each in found.blockers)
