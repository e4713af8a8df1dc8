"""Limits of a funnel plot: right for chance alone, wider where peers differ anyway."""

from math import sqrt

import numpy as np
import pytest

from kpis.core.fair.funnel_plot import ALARM, WARNING, funnel, limits
from tests.kpis.core.fair import drawn

SEEDS = range(200)


def judged(rng, spread, **more):
    _truth, n, won = drawn.rates(rng, spread=spread, **more)
    return funnel(range(len(n)), list(won / n), list(n))


def outside(found, *names):
    return sum(spot.where in names for spot in found.spots)


@pytest.mark.parametrize("z", [WARNING, ALARM])
@pytest.mark.parametrize("rate", [0.2, 0.5])
def test_with_many_cases_limits_are_those_of_the_normal(rate, z):
    low, high = limits(rate, 0.0, 10_000, z)
    wide = z * sqrt(rate * (1 - rate) / 10_000)
    assert (low, high) == pytest.approx((rate - wide, rate + wide), abs=2e-4)


def test_limits_narrow_with_cases_and_stay_between_nothing_and_all():
    few, many = limits(0.1, 0.0, 2, ALARM), limits(0.1, 0.0, 500, ALARM)
    assert few[0] == 0 < many[0] < 0.1 < many[1] < few[1] < 1
    assert limits(0.9, 0.0, 1, ALARM)[1] == 1


def test_chance_alone_is_seldom_outside():
    found = [judged(np.random.default_rng(seed), 0.0) for seed in SEEDS]
    people = sum(len(one.spots) for one in found)
    assert sum(outside(one, "outside_95", "outside_998") for one in found) / people < 0.06
    assert sum(outside(one, "outside_998") for one in found) / people < 0.004


def test_who_differ_anyway_are_not_all_outside():
    """True rates spread by ten points: without the correction nearly half would be outside."""
    naive = corrected = people = 0
    for seed in SEEDS:
        found = judged(np.random.default_rng(seed), 0.1)
        people += len(found.spots)
        corrected += outside(found, "outside_95", "outside_998")
        naive += sum(
            not low <= spot.share <= high
            for spot in found.spots
            for low, high in [limits(found.rate, 0.0, spot.n, WARNING)]
        )
    assert naive / people > 0.35
    assert corrected / people < 0.15


def test_the_odd_one_out_is_still_shown():
    shares = [0.28, 0.3, 0.31, 0.29, 0.32, 0.3, 0.3, 0.31, 0.29, 0.3, 0.7]
    found = funnel(range(11), shares, [100.0] * 11)
    assert [spot.person for spot in found.spots if spot.where == "outside_998"] == [10]


def test_the_rate_is_that_of_all_deals():
    found = funnel([1, 2, 3, 4], [0.5, 0.1, 0.1, 0.1], [10.0, 30.0, 30.0, 30.0])
    assert found.rate == pytest.approx(0.14)


@pytest.mark.parametrize(
    ("shares", "n"),
    [([0.5] * 3, [9.0] * 3), ([0.0] * 5, [9.0] * 5), ([1.0] * 5, [9.0] * 5)],
    ids=["three people", "nobody won", "everything won"],
)
def test_too_little_to_judge(shares, n):
    assert funnel(range(len(n)), shares, n) is None
