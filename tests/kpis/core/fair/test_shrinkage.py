"""Shrinkage: published cases, then properties on people whose truth is known."""

import json
from pathlib import Path

import numpy as np
import pytest

from kernel.ratio import wilson
from kpis.core.fair.shrinkage import (
    by_share,
    by_variance,
    posterior_rate,
    reliability,
    shrunk,
    upper_tail,
)
from tests.kpis.core.fair import drawn

CASES = json.loads((Path(__file__).parents[3] / "data" / "comparison_cases.json").read_text())
SEEDS = range(200)


def test_the_mean_of_a_rep_is_drawn_to_the_peers():
    case = CASES["shrink-rep-mean"]
    one = case["inputs"]
    variance, between = one["within_sd"] ** 2 / one["rep_n"], one["between_sd"] ** 2
    found = shrunk(one["rep_mean"], variance, one["peer_mean"], between)
    assert found == pytest.approx(case["recomputed"]["shrunk"], abs=case["tolerance"])


def test_published_batting_averages():
    case = CASES["eb-robinson"]
    one = case["inputs"]
    found = [posterior_rate(w, n, one["alpha"], one["beta"]) for w, n in one["obs"]]
    assert found == pytest.approx(case["recomputed"]["estimate"], abs=case["tolerance"])


def test_wilson_of_four_of_five():
    case = CASES["icp-wilson"]
    low, high = wilson(case["inputs"]["won"], case["inputs"]["closed"])
    expected = (case["recomputed"]["low"], case["recomputed"]["high"])
    assert (low, high) == pytest.approx(expected, abs=case["tolerance"])


@pytest.mark.parametrize(
    ("q", "free", "p"),  # tables of the chi-squared distribution
    [(3.841, 1, 0.05), (11.070, 5, 0.05), (15.086, 5, 0.01), (49.588, 29, 0.01)],
)
def test_the_tail_is_that_of_tables(q, free, p):
    assert upper_tail(q, free) == pytest.approx(p, rel=0.06)


def test_a_share_is_the_beta_binomial_posterior():
    """m + R (p − m) is (won + α) / (n + α + β), with α + β = (1 − g) / g."""
    _truth, n, won = drawn.rates(np.random.default_rng(3), spread=0.1)
    fit = by_share(list(won), list(n))
    spread = (won.sum() / n.sum()) * (1 - won.sum() / n.sum())
    g = fit.between / spread
    prior = (1 - g) / g
    for w, m, e in zip(won, n, fit.estimates, strict=True):
        expected = posterior_rate(w, m, fit.middle * prior, (1 - fit.middle) * prior)
        assert e.value == pytest.approx(expected)
        assert e.reliability == pytest.approx(m / (m + prior))


def test_estimates_lie_between_the_own_result_and_the_middle():
    for seed in SEEDS:
        _t, values, variances = drawn.values(np.random.default_rng(seed))
        fit = by_variance(list(values), list(variances))
        for value, e in zip(values, fit.estimates, strict=True):
            low, high = sorted((value, fit.middle))
            assert low - 1e-9 <= e.value <= high + 1e-9
            assert e.low <= e.value <= e.high
            assert 0 <= e.reliability < 1


def test_more_data_are_trusted_more():
    assert reliability(0.1, 1.0) > reliability(1.0, 1.0) > reliability(10.0, 1.0) > 0
    assert reliability(0.1, 0.0) == 0


@pytest.mark.parametrize("draw", [drawn.values, drawn.rates])
def test_nearer_to_the_truth_than_the_raw_results(draw):
    """The sum of squared errors over many companies, and in nearly every single one."""
    raw_error = shrunk_error = better = 0.0
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        if draw is drawn.values:
            truth, raw, variances = draw(rng)
            fit = by_variance(list(raw), list(variances))
        else:
            truth, n, won = draw(rng)
            raw, fit = won / n, by_share(list(won), list(n))
        found = np.array([e.value for e in fit.estimates])
        raw_one, one = ((raw - truth) ** 2).sum(), ((found - truth) ** 2).sum()
        raw_error, shrunk_error, better = (
            raw_error + raw_one,
            shrunk_error + one,
            better + (one < raw_one),
        )
    assert shrunk_error < 0.8 * raw_error
    assert better >= 0.9 * len(SEEDS)


@pytest.mark.parametrize("spread", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("people", [6, 12, 40])
def test_ranges_of_95_percent_hold_the_truth(spread, people):
    inside = total = 0
    for seed in SEEDS:
        truth, values, variances = drawn.values(np.random.default_rng(seed), people, spread)
        fit = by_variance(list(values), list(variances))
        inside += sum(e.low <= t <= e.high for t, e in zip(truth, fit.estimates, strict=True))
        total += people
    assert 0.9 <= inside / total <= 0.99


def test_the_variance_between_people_is_found_again():
    found = [
        by_variance(*map(list, drawn.values(np.random.default_rng(seed), 40, 2.0)[1:])).between
        for seed in SEEDS
    ]
    assert np.mean(found) == pytest.approx(4.0, rel=0.1)


def test_without_differences_they_seldom_seem_to_differ():
    """At one in a hundred; also for few people and for shares."""
    seeming = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        _t, values, variances = drawn.values(rng, 8, 0.0)
        _t, n, won = drawn.rates(rng, 8, 0.0)
        seeming += by_variance(list(values), list(variances)).differ
        seeming += by_share(list(won), list(n)).differ
    assert seeming <= 0.02 * 800


def test_exactly_alike_people_do_not_differ():
    fit = by_share([30.0] * 10, [100.0] * 10)
    assert fit.between == 0
    assert not fit.differ
    assert {e.value for e in fit.estimates} == {0.3}


@pytest.mark.parametrize(
    ("won", "n"),
    [([1.0, 2.0, 3.0], [9.0] * 3), ([0.0] * 5, [9.0] * 5), ([9.0] * 5, [9.0] * 5)],
    ids=["three people", "nobody won", "everything won"],
)
def test_too_little_to_judge_shares(won, n):
    assert by_share(won, n) is None


def test_too_little_to_judge_values():
    assert by_variance([1.0, 2.0, 3.0], [1.0] * 3) is None
    assert by_variance([1.0] * 5, [0.0] * 5) is None
