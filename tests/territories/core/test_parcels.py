"""All accounts of a place move together, and the answer is one about accounts again."""

import numpy as np
import pytest

from territories.core.optimiser.problem import Problem
from territories.core.optimiser.solve import balance, proposed
from territories.core.parcels import parcelled, spread

PLACE = ["US-WA", "US-WA", "US-OR", "US-CA", "US-CA", "", "US-NV"]


def book(**asked) -> Problem:
    """Two accounts each in Washington and California, of which one is elsewhere; one nowhere."""
    units = [str(n) for n in range(1, 8)]
    held = dict(zip(units, ["n", "n", "n", "s", "n", "n", "s"], strict=True))
    weights = {"w": np.array([4.0, 3.0, 2.0, 1.0, np.nan, 2.0, 4.0])}
    cost = np.arange(14, dtype=float).reshape(7, 2)
    asked = {"tolerance": {"w": 0.5}, "objective": "disruption", **asked}
    return Problem(units, ["n", "s"], weights, cost, held, **asked)


def test_what_a_place_holds_in_one_territory_is_one_unit():
    found, parcels = parcelled(book(), PLACE)
    assert found.units == ["US-WA", "US-OR", "US-CA/s", "US-CA/n", "6", "US-NV"]
    assert parcels["US-WA"].units == ("1", "2")
    assert found.families == [["US-CA/s", "US-CA/n"]]
    assert np.array_equal(found.weights["w"], [7, 2, 1, np.nan, 2, 4], equal_nan=True)
    assert found.cost.tolist()[0] == [2, 4]
    assert found.relation.sum() == book().relation.sum()
    assert found.adjacency is None


def test_what_is_protected_stays_by_itself():
    found, parcels = parcelled(book(locks=["2"]), PLACE)
    assert "2" in found.units
    assert parcels["US-WA"].units == ("1",)


def test_connected_places_touch_once_however_many_hold_them():
    found, _parcels = parcelled(book(), PLACE, connected=True, occupied=["US-ID"])
    touch = {tuple(one.split("/")[0] for one in pair) for pair in found.adjacency}
    assert touch == {
        ("US-CA", "US-NV"), ("US-CA", "US-OR"), ("US-NV", "US-OR"), ("US-OR", "US-WA"),
    }  # fmt: skip
    assert len(found.adjacency) == 4


@pytest.mark.parametrize("connected", [False, True])
def test_the_answer_is_one_about_accounts(connected):
    problem = book()
    asked, parcels = parcelled(problem, PLACE, connected=connected)
    answer = proposed(asked)
    found = spread(answer, parcels, problem)
    assert set(found.assignment) == set(problem.units)
    for where in set(PLACE) - {""}:
        held = {
            found.assignment[u] for u, at in zip(problem.units, PLACE, strict=True) if at == where
        }
        assert len(held) == 1
    assert balance(problem, found.assignment)["w"].by_seat == answer.balance["w"].by_seat
    moved = {move.unit for move in found.moves}
    assert moved == {u for u in problem.units if found.assignment[u] != problem.current[u]}
    assert {m.why for m in found.moves} <= {"place", "objective"}
    assert sum(m.value for m in found.moves) == pytest.approx(found.disruption)
    for move in found.moves:
        row = problem.cost[problem.units.index(move.unit)]
        assert move.nearer == row["ns".index(move.source)] - row["ns".index(move.target)]


def test_what_stands_in_the_way_is_named_by_its_place():
    problem = book(tolerance={"w": 0.01}, max_moves=0)
    asked, parcels = parcelled(problem, PLACE)
    found = spread(proposed(asked), parcels, problem)
    assert found.status == "infeasible"
    assert all("/" not in unit for one in found.blockers for unit in one.units)
