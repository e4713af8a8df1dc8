"""Measures of balance: published figures, unlike targets, and what cannot be known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.core.balance import HAIR, excess, measured, targets_of
from territories.core.optimiser.solve import balance
from tests.territories.core.questions import pfizer


def test_the_published_workloads():
    """Loads of the four representatives as they are: 0.9507, 1.3377, 0.7048, 1.0068."""
    problem = pfizer(tolerance={"workload": 0.2})
    found = balance(problem, problem.current)["workload"]
    assert list(found.by_seat.values()) == pytest.approx([0.9507, 1.3377, 0.7048, 1.0068])
    assert found.max_deviation == pytest.approx(0.3377, abs=5e-5)
    assert found.cv == pytest.approx(0.225644, abs=5e-7)
    assert found.gini == pytest.approx(0.122175, abs=5e-7)
    assert found.max_min_ratio == pytest.approx(1.897985, abs=5e-7)
    assert found.excess == pytest.approx(0.1377, abs=5e-5)
    assert found.within is False


def test_loads_that_are_their_targets_are_even_whatever_the_targets():
    found = measured({"a": 10.0, "b": 30.0}, {"a": 1, "b": 3}, tolerance=0.0)
    assert (found.max_deviation, found.cv, found.gini, found.max_min_ratio) == (0, 0, 0, 1)
    assert found.within


def test_a_seat_that_should_carry_nothing_has_no_deviation():
    found = measured({"a": 10.0, "b": 0.0}, {"a": 1, "b": 0})
    assert found.deviations == {"a": 0, "b": None}
    assert found.max_deviation == 0


@pytest.mark.parametrize("loads", [{}, {"a": 0.0, "b": 0.0}], ids=["no seats", "no weight"])
def test_nothing_to_measure_is_unknown(loads):
    found = measured(loads, tolerance=0.1)
    assert found.max_deviation is found.cv is found.gini is found.max_min_ratio is None
    assert found.within is None


def test_the_heaviest_against_nothing_is_unknown():
    assert measured({"a": 4.0, "b": 0.0}).max_min_ratio is None


@pytest.mark.parametrize(
    ("worst", "beyond"), [(0.05, 0), (0.1, 0), (0.1 + HAIR / 2, 0), (0.25, 0.15), (-0.25, 0.15)]
)
def test_excess_is_what_lies_beyond_the_tolerance(worst, beyond):
    assert excess(worst, 0.1) == pytest.approx(beyond)


loads = st.dictionaries(st.text(max_size=3), st.floats(0.01, 1e6), min_size=1, max_size=9)


@given(loads, st.floats(0.001, 1000))
def test_the_unit_of_a_metric_does_not_matter(found, factor):
    one = measured(found)
    other = measured({seat: load * factor for seat, load in found.items()})
    for name in ("max_deviation", "cv", "gini", "max_min_ratio"):
        assert getattr(one, name) == pytest.approx(getattr(other, name), rel=1e-6, abs=1e-9)


@given(loads, st.lists(st.floats(0.1, 9), min_size=9, max_size=9))
def test_targets_add_up_to_the_total(found, shares):
    targets = targets_of(sum(found.values()), list(found), dict(zip(found, shares, strict=False)))
    assert sum(targets.values()) == pytest.approx(sum(found.values()))
