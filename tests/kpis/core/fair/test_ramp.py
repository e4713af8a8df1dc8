"""The ramp, learnt from the company's own months."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from kpis.core.fair.ramp import RAMPED, SoldMonth, curve, expected, monotone, tenure


def months(tenure, won, n=50):
    return [SoldMonth(tenure, won, 100.0)] * n


def test_a_ramp_is_found_again():
    true = [min(1.0, 0.1 * t) for t in range(RAMPED)]
    seen = [m for t in range(RAMPED) for m in months(t, 80 * true[t])] + months(30, 80.0)
    found = curve(seen)
    assert found[1:] == pytest.approx([0.9 * t + 0.1 for t in true[1:]], abs=0.03)
    assert list(found) == sorted(found)


def test_quotas_that_allow_for_the_ramp_are_not_allowed_for_again():
    ramped = [SoldMonth(t, 8.0 * t, 10.0 * t) for t in range(1, RAMPED) for _ in range(9)]
    assert curve([*ramped, *months(20, 80.0)]) == pytest.approx((1.0,) * RAMPED)


@pytest.mark.parametrize(
    "seen",
    [[], months(3, 10.0), months(None, 80.0), [SoldMonth(30, 5.0, 0.0)], months(20, 0.0)],
    ids=["nothing", "only new people", "days of hire unknown", "no quota", "nothing sold"],
)
def test_what_is_not_known_is_not_allowed_for(seen):
    assert curve(seen) == (1.0,) * RAMPED


def test_one_bad_month_moves_it_little():
    assert curve([*months(3, 0.0, n=1), *months(24, 80.0)])[3] > 0.8


def test_the_share_of_a_period_is_the_mean_of_its_months():
    shares = tuple(0.5 if t < 3 else 1.0 for t in range(RAMPED))
    assert expected(shares, [1, 2, 3]) == pytest.approx(2 / 3)
    assert expected(shares, [None, 40]) == 1
    assert expected(shares, []) == 1


def test_tenure_counts_months_from_the_month_of_hire():
    assert tenure(date(2026, 1, 31), date(2026, 3, 1)) == 2
    assert tenure(None, date(2026, 3, 1)) is None


def test_monotone_rises_and_keeps_the_weighted_mean():
    rng = np.random.default_rng(1)
    for _ in range(100):
        values, weights = rng.normal(size=9), rng.uniform(1, 5, 9)
        found = monotone(list(values), list(weights))
        assert all(a <= b + 1e-12 for a, b in pairwise(found))
        assert np.dot(found, weights) == pytest.approx(np.dot(values, weights))
        assert monotone(sorted(values), list(weights)) == pytest.approx(sorted(values))
