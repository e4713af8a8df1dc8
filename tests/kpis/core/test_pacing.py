"""The usual path: seasonal, from its past, drawn to the company and to even days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.chance import PRIOR_SPREAD
from kpis.core.pacing import curve, gone_of, path, spread

WEEK = np.array([1, 1, 1, 1, 1, 0, 0], dtype=float)


def even(days: int = 10) -> np.ndarray:
    return gone_of(np.ones(days))


def late(days: int = 10):
    """Everything is won on the last day."""
    return curve(np.ones(days), np.append(np.zeros(days - 1), 100))


def test_weekends_move_nothing():
    gone = gone_of(np.tile(WEEK, 2))
    assert gone[4] == gone[5] == gone[6] == 0.5
    assert gone[-1] == 1


def test_a_period_without_working_days_counts_all_days():
    assert list(gone_of(np.zeros(4))) == [0.25, 0.5, 0.75, 1]


def test_nothing_won_is_no_curve():
    assert curve(np.ones(3), np.zeros(3)) is None
    assert curve(np.ones(3), np.array([5.0, 0, -9])) is None


def test_wins_on_a_weekend_count_from_friday_on():
    found = curve(WEEK, np.array([0, 0, 0, 0, 10.0, 30, 0]))
    assert found.at(np.array([1.0]))[0] == 1
    assert found.at(np.array([0.8]))[0] == 0


def test_with_fewer_than_two_past_periods_days_are_even():
    found = path(even(), [late()])
    assert list(found.usual) == list(even())
    assert found.periods == 1


def test_the_company_is_drawn_to_even_days_as_by_one_period():
    found = path(even(), [late()] * 3)
    assert found.usual[4] == pytest.approx(0.5 * 1 / 4)
    assert found.usual[-1] == 1


def test_a_team_is_drawn_to_the_company_as_by_three_periods():
    company = path(even(), [late()] * 7)
    steady = curve(np.ones(10), np.ones(10))
    found = path(even(), [steady], company)
    assert found.usual[4] == pytest.approx((0.5 + 3 * company.usual[4]) / 4)


daily = st.lists(st.floats(0, 1e5), min_size=10, max_size=10)


@given(st.lists(daily, min_size=0, max_size=8))
def test_paths_rise_from_nothing_to_all(pasts):
    curves = [c for c in (curve(np.ones(10), np.array(p)) for p in pasts) if c]
    found = path(even(), curves)
    for line in (found.usual, found.low, found.high):
        assert (np.diff(line) >= -1e-9).all()
        assert line[-1] == pytest.approx(1)
        assert line[0] >= 0
    assert (found.low <= found.usual + 1e-12).all()
    assert (found.usual <= found.high + 1e-12).all()


def test_the_spread_of_like_periods_shrinks_from_the_prior():
    steady = [curve(np.ones(10), np.ones(10) * 5) for _ in range(8)]
    assert spread(0.5, steady[:1]) == PRIOR_SPREAD
    assert spread(0.5, steady) == pytest.approx(PRIOR_SPREAD * (3 / 11) ** 0.5)
    wild = [curve(np.ones(10), np.ones(10) * size) for size in (1, 9, 2, 20)]
    assert spread(0.5, wild) > 2 * PRIOR_SPREAD
