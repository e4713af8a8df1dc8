"""Gini: published lists, then edges."""

import json
from pathlib import Path

import pytest

from kernel.inequality import gini

CASES = json.loads((Path(__file__).parents[1] / "data" / "comparison_cases.json").read_text())


@pytest.mark.parametrize("name", ["bal-gini-10", "bal-gini-public-calculator-wrong"])
def test_gini_of_published_lists(name):
    case = CASES[name]
    found = gini(case["inputs"]["values"])
    assert found == pytest.approx(case["recomputed"]["gini"], abs=case["tolerance"])


def test_gini_of_workloads():
    case = CASES["terr-pfizer-balance-metrics"]
    found = gini(case["inputs"]["workload_by_rep"])
    assert found == pytest.approx(case["recomputed"]["gini"], abs=case["tolerance"])


def test_gini_at_its_ends():
    assert gini([5, 5, 5]) == pytest.approx(0)
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)
    assert gini([]) is None
    assert gini([0, 0]) is None
    assert gini([-1, 3]) is None
