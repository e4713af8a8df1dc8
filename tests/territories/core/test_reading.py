"""Questions from documents and tables: what is read, and every slip that is told."""

import math
from dataclasses import replace

import pytest

from territories.core.faults import faults
from territories.core.optimiser.problem import SECONDS, Cap
from territories.core.reading.document import KEYS, Unreadable, problem_of
from territories.core.reading.table import document_of
from tests.territories.core.questions import pfizer, pfizer_document

PLAIN = {
    "units": ["1", "2"],
    "seats": ["A", "B"],
    "weights": {"workload": {"1": 0.16, "2": 0.12}},
    "cost": {"1": {"A": 16.16, "B": 24.08}, "2": {"A": 19.0, "B": 26.47}},
    "current": {"1": "A", "2": "B"},
    "locks": ["1"],
    "families": [["1", "2"]],
    "targets": {"A": 1.0, "B": 1.0},
    "tolerance": {"workload": 0.2},
    "objective": "cost",
    "max_moves": None,
    "time_limit": 20,
}


def test_the_documented_example_is_read():
    found = problem_of(PLAIN)
    assert (found.units, found.seats) == (["1", "2"], ["A", "B"])
    assert found.weights["workload"].tolist() == [0.16, 0.12]
    assert found.cost.tolist() == [[16.16, 24.08], [19.0, 26.47]]
    assert found.current == {"1": "A", "2": "B"}
    assert (found.locks, found.families) == (["1"], [["1", "2"]])
    assert (found.targets, found.tolerance) == ({"A": 1.0, "B": 1.0}, {"workload": 0.2})
    assert (found.objective, found.max_moves, found.time_limit) == ("cost", None, 20)
    assert list(faults(found)) == []


def test_a_written_question_is_the_same_question():
    found, meant = problem_of(pfizer_document()), pfizer()
    assert found.weights["workload"].tolist() == meant.weights["workload"].tolist()
    assert found.cost.tolist() == meant.cost.tolist()
    assert replace(found, weights={}, cost=None).current == meant.current


def test_what_may_be_left_out():
    found = problem_of({"units": [7], "seats": ["A"], "current": {"7": None}})
    assert (found.units, found.current, found.cost, found.time_limit) == (["7"], {}, None, SECONDS)


def test_unknown_weights_one_tolerance_for_all_and_caps():
    found = problem_of(
        PLAIN
        | {
            "weights": {"workload": {"1": None, "2": 1}, "value": {"1": 1, "2": 1}},
            "tolerance": 0.1,
            "caps": {"A": {"units": {"max": 4}, "value": {"min": 1, "max": 2}}},
            "adjacency": [["1", "2"]],
        }
    )
    assert math.isnan(found.weights["workload"][0])
    assert found.tolerance == {"workload": 0.1, "value": 0.1}
    assert found.caps == [Cap("A", "units", None, 4), Cap("A", "value", 1, 2)]
    assert found.adjacency == [("1", "2")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"colour": 1}, "Unknown: 'colour'; known: units, seats"),
        ({"units": "1"}, "units: '1' is no list."),
        ({"units": [1.5, "2"]}, "units: 1.5 is no name."),
        ({"weights": []}, "weights: is no object."),
        ({"weights": {"w": {"1": 1}}}, "unit '2' is missing"),
        ({"weights": {"w": {"1": 1, "2": "x"}}}, "weights of w, unit '2': 'x' is no number."),
        ({"weights": {"w": {"1": 1, "2": 1, "3": 1}}}, "names the unit '3'"),
        ({"cost": {"1": {"A": 1, "Z": 1}}}, "names the seat 'Z'"),
        ({"cost": {"9": {"A": 1}}}, "names the unit '9'"),
        ({"cost": {"1": 5}}, "cost: of unit '1' is no object."),
        ({"families": ["1"]}, "families: '1' is no list."),
        ({"required": [["1"]]}, "required: ['1'] is no pair."),
        ({"caps": {"A": {"units": {"top": 1}}}}, "must be an object with min, max or both."),
        ({"caps": {"A": 3}}, "caps of 'A': is no object."),
        ({"max_moves": 1.5}, "max_moves: 1.5 is no whole number."),
        ({"tolerance": {"w": True}}, "tolerance of w: True is no number."),
        ({"cost_unit": 3}, "cost_unit: 3 is no text."),
        ({"adjacency": {}}, "adjacency: is no list."),
    ],
)
def test_a_slip_is_told(change, told):
    with pytest.raises(Unreadable, match=r".") as refused:
        problem_of(PLAIN | change)
    assert told in str(refused.value)


def test_several_slips_are_told_at_once():
    with pytest.raises(Unreadable) as refused:
        problem_of(PLAIN | {"max_moves": "many", "families": 3, "targets": {"A": "x"}})
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("document", [[], "text", None])
def test_no_object_no_question(document):
    with pytest.raises(Unreadable, match="no JSON object"):
        problem_of(document)


def test_every_key_of_the_example_is_known():
    assert set(PLAIN) <= set(KEYS)


TABLE = """unit,current,locked,family,value,weight:workload,cost:A,cost:B
1,A,yes,,10,0.16,16.16,24.08
2,B,,north,5,0.12,19.0,26.47
3,,no,north,1,,20,21
"""


def test_a_table_is_the_same_as_its_document():
    found = problem_of(document_of(TABLE.splitlines()))
    assert (found.units, found.seats) == (["1", "2", "3"], ["A", "B"])
    assert found.current == {"1": "A", "2": "B"}
    assert (found.locks, found.families) == (["1"], [["2", "3"]])
    assert found.values.tolist() == [10, 5, 1]
    assert math.isnan(found.weights["workload"][2])
    assert found.cost[2].tolist() == [20, 21]


def test_without_costs_the_seats_are_those_that_hold_something():
    found = problem_of(document_of(["unit,current", "1,B", "2,A", "3,"]))
    assert found.seats == ["A", "B"]
    assert found.cost is None


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("unit,colour\n1,red", "Unknown columns: colour; known: unit, current"),
        ("current\nA", "There is no column 'unit'"),
        ("unit,locked\n1,perhaps", "'perhaps' is neither yes nor no."),
        ("unit,weight:w\n1,heavy", "Unit '1', weight:w: 'heavy' is no number."),
        ('unit,current\n"1,A', "unexpected end of data"),
    ],
)
def test_a_slip_in_a_table_is_told(table, told):
    with pytest.raises(Unreadable) as refused:
        document_of(table.splitlines())
    assert told in str(refused.value)
