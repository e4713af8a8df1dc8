"""The chance of quota, and that it behaves as a chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.columns import Columns
from kpis.core.metrics import METRICS


def chance(**values: float) -> float | None:
    usual = {
        "won_value": 40, "quota": 100, "usual_share": 0.4, "usual_periods": 8, "spread": 0.2,
        "like_won_value": 100, "like_won_count": 50, "like_won_square": 400, "is_over": 0,
        "open_value": 150, "lead_value": 300, "lead_won_value": 120,
    } | values  # fmt: skip
    columns = Columns(1, {k: np.array([float(v)]) for k, v in usual.items()})
    found = METRICS["chance_of_quota"].answer(columns)
    return None if np.isnan(found.value[0]) else float(found.value[0])


def test_on_the_usual_path_it_is_near_even():
    assert chance() == pytest.approx(0.47, abs=0.05)


def test_a_finished_period_has_its_answer():
    assert chance(is_over=1, won_value=99.99) == 0
    assert chance(is_over=1, won_value=100) == 1


def test_a_reached_quota_is_certain():
    assert chance(won_value=130) == 1


def test_unknown_without_quota_or_anything_to_go_by():
    assert chance(quota=0) is None
    nothing = {"like_won_value": np.nan, "open_value": np.nan, "usual_share": 0.01}
    assert chance(**nothing) is None


def test_nothing_left_to_come_and_a_gap():
    assert chance(usual_share=1, open_value=np.nan, won_value=50) == 0


@given(st.floats(0, 99), st.floats(1, 60))
def test_more_won_is_never_less_likely(won, more):
    assert chance(won_value=won + more) >= chance(won_value=won) - 1e-9


@given(st.floats(50, 300), st.floats(1, 100))
def test_a_higher_quota_is_never_more_likely(quota, more):
    assert chance(quota=quota + more) <= chance(quota=quota) + 1e-9


def test_few_large_deals_are_less_certain_than_many_small():
    ahead = {"won_value": 55}
    many = chance(**ahead, like_won_count=500, like_won_square=40)
    few = chance(**ahead, like_won_count=3, like_won_square=5000)
    assert many > few > 0.5
