"""Brier and reliability: small tables by hand, and chances that are true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.calibration import calibration

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


def test_by_hand():
    found = calibration([0.9, 0.8, 0.3, 0.1], [True, False, False, False])
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.09 + 0.01) / 4)
    assert (found.base_rate, found.base_brier) == (0.25, 0.1875)
    assert found.skill == pytest.approx(0.0)
    assert found.error == pytest.approx((0.1 + 0.8 + 0.3 + 0.1) / 4)


def test_who_knows_is_better_than_the_base_rate():
    found = calibration([1.0, 0.0, 0.0], [True, False, False])
    assert (found.brier, found.skill, found.error) == (0, 1, 0)


def test_true_chances_are_reliable():
    rng = np.random.default_rng(5)
    chances = rng.random(20_000)
    found = calibration(list(chances), list(rng.random(20_000) < chances))
    assert found.skill == pytest.approx(1 / 3, abs=0.02)
    assert found.error < 0.02
    assert sum(each.holds for each in found.bins) >= 8


def test_boasting_shows():
    found = calibration([0.9] * 100, [i < 50 for i in range(100)])
    (only,) = found.bins
    assert (only.n, only.said, only.happened, only.holds) == (100, pytest.approx(0.9), 0.5, False)
    assert found.skill < 0


def test_all_alike_has_no_skill():
    assert calibration([0.9, 0.8], [True, True]).skill is None


def test_no_cases_no_table():
    assert calibration([], []) is None


@given(PAIRS, st.integers(1, 20))
def test_every_case_is_in_one_bin(pairs, bins):
    chances, happened = map(list, zip(*pairs, strict=True))
    found = calibration(chances, happened, bins)
    assert sum(each.n for each in found.bins) == len(pairs)
    assert 0 <= found.brier <= 1
    for each in found.bins:
        assert each.low - 1e-9 <= each.said <= each.high + 1e-9


@given(PAIRS)
def test_always_the_base_rate_has_no_skill_and_no_error(pairs):
    happened = [y for _p, y in pairs]
    base = sum(happened) / len(happened)
    found = calibration([base] * len(pairs), happened)
    assert found.brier == pytest.approx(found.base_brier)
    assert found.error == pytest.approx(0)
