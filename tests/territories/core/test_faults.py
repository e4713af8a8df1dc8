"""Every way in which a question can be wrong is told, and all of them at once."""

from dataclasses import replace

import numpy as np
import pytest

from territories.core.faults import BadProblem, faults, insist, says
from territories.core.optimiser.problem import Cap, Problem
from tests.territories.core.questions import pfizer

COLUMN = pfizer().weights["workload"]
COST = pfizer().cost


def changed(column: np.ndarray, at: object, value: float) -> np.ndarray:
    column = column.copy()
    column[at] = value
    return column


CASES = {
    "no_units": {"units": [], "current": {}},
    "no_seats": {"seats": [], "current": {}},
    "twice": {"seats": ["1", "2", "3", "4", "4"]},
    "unknown_unit": {"locks": ["99"]},
    "unknown_seat": {"current": {"1": "Z"}},
    "unknown_metric": {"tolerance": {"potential": 0.1}},
    "negative_weight": {"weights": {"workload": changed(COLUMN, 2, -0.5)}},
    "endless_weight": {"weights": {"workload": changed(COLUMN, 2, np.inf)}},
    "wrong_length": {"weights": {"workload": COLUMN[:-1]}},
    "no_cost": {"cost": changed(COST, (3, 1), np.nan)},
    "cost_needed": {"cost": None},
    "balance_needed": {"weights": {}, "objective": "balance"},
    "bad_objective": {"objective": "travel"},
    "bad_number": {"max_moves": -1},
    "no_target": {"targets": {"1": 1, "2": 1, "3": 1}},
    "bad_target": {"targets": {"1": 1, "2": 1, "3": 1, "4": -1}},
    "no_targets": {"targets": dict.fromkeys("1234", 0)},
    "lock_without_seat": {"locks": ["1"], "current": {"2": "1"}},
    "in_two_families": {"families": [["1", "2"], ["2", "3"]]},
    "family_torn": {"families": [["1", "4"]], "locks": ["1", "4"]},
    "lock_forbidden": {"locks": ["1"], "forbidden": [("1", "4")]},
    "cap_crossed": {"caps": [Cap("1", "workload", 2, 1)]},
}


def asked(name: str) -> Problem:
    return replace(pfizer(), **CASES[name])


@pytest.mark.parametrize("name", CASES)
def test_a_fault_is_found_and_said(name):
    found = list(faults(asked(name)))
    assert [fault.kind for fault in found] == [name]
    assert str(found[0]).endswith(".")
    assert "{" not in str(found[0])


def test_every_sentence_has_its_case():
    assert set(CASES) == set(says)


def test_a_sound_question_has_no_fault():
    assert list(faults(pfizer(tolerance={"workload": 0.2}, locks=["1"]))) == []


def test_all_faults_are_told_at_once():
    with pytest.raises(BadProblem) as told:
        insist(pfizer(locks=["98"], families=[["99", "1"]], tolerance={"money": 0.1}))
    assert [fault.kind for fault in told.value.faults] == [
        "unknown_unit",
        "unknown_unit",
        "unknown_metric",
    ]


def test_a_lock_and_a_required_pair_that_disagree():
    found = list(faults(pfizer(locks=["1"], required=[("1", "2")])))
    assert [fault.kind for fault in found] == ["family_torn"]


def test_a_unit_without_any_cost():
    found = list(faults(replace(pfizer(), cost=changed(COST, 3, np.nan))))
    assert [(fault.what, fault.detail) for fault in found] == [("4", "any seat")]
