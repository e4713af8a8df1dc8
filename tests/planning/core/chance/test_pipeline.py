"""The chance by the pipeline: published, against counting all outcomes, and many deals."""

from decimal import Decimal
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.chance.pipeline import FEW, chance
from tests.planning.core.published import inputs, right

DEALS = st.lists(st.tuples(st.decimals(0, 1000, places=2), st.floats(0, 1)), max_size=8)
GAP = st.decimals("0.01", 3000, places=2)


def by_counting(gap, deals):
    """The sum over all outcomes."""
    return sum(
        prod(p if won else 1 - p for won, (_amount, p) in zip(outcome, deals, strict=True))
        for outcome in product((False, True), repeat=len(deals))
        if sum((a for won, (a, _p) in zip(outcome, deals, strict=True) if won), Decimal(0)) >= gap
    )


def many(count, seed=3, cents=True):
    rng = np.random.default_rng(seed)
    amounts = rng.lognormal(10, 1, count).round(2 if cents else -3)
    return [
        (Decimal(str(a)), float(p))
        for a, p in zip(amounts, rng.uniform(0.05, 0.9, count), strict=True)
    ]


def test_published_coin_toss_that_looks_covered():
    case, answer = inputs("pattain-pipeline-exact"), right("pattain-pipeline-exact")
    found = chance(Decimal(case["gap"]), [(Decimal(a), p) for a, p in case["deals"]])
    assert found.chance == pytest.approx(answer["p"], abs=1e-12)
    assert (found.error, found.weighted) == (0, pytest.approx(answer["weighted"]))
    assert found.weighted > case["gap"]


@given(GAP, DEALS)
def test_few_deals_are_exact(gap, deals):
    found = chance(gap, deals)
    assert found.error == 0
    assert found.chance == pytest.approx(by_counting(gap, deals), abs=1e-9)


@given(GAP, DEALS, st.permutations(range(8)))
def test_the_order_of_deals_changes_nothing(gap, deals, order):
    turned = [deals[i] for i in order if i < len(deals)]
    assert chance(gap, turned).chance == pytest.approx(chance(gap, deals).chance, abs=1e-12)


@given(GAP, DEALS, st.decimals(0, 1000, places=2), st.floats(0, 1))
def test_one_more_deal_never_lowers_the_chance(gap, deals, amount, p):
    more = chance(gap, [*deals, (amount, p)])
    assert more.chance >= chance(gap, deals).chance - 1e-12


def test_round_amounts_are_exact_for_any_number():
    deals = [(Decimal(1000), 0.5)] * 300
    assert chance(Decimal(150_500), deals).error == 0
    n, half = 300, 151
    log = [np.log(np.arange(1, k + 1)).sum() for k in range(n + 1)]
    tail = sum(np.exp(log[n] - log[k] - log[n - k] - n * np.log(2)) for k in range(half, n + 1))
    assert chance(Decimal(150_500), deals).chance == pytest.approx(tail)


def test_hundreds_of_deals_in_cents_lie_within_what_is_told():
    deals = many(400)
    gap = Decimal(round(sum(float(a) * p for a, p in deals), 2)).quantize(Decimal("0.01"))
    found = chance(gap, deals)
    assert 0 < found.error < 0.01
    rng = np.random.default_rng(11)
    amounts = np.array([float(a) for a, _p in deals])
    won = rng.random((40_000, len(deals))) < np.array([p for _a, p in deals])
    drawn = float((won @ amounts >= float(gap)).mean())
    assert abs(drawn - found.chance) < found.error + 0.0125  # five standard errors of the draws


def test_bounds_hold_the_exact_chance():
    """Seventeen deals are one too many for counting; the last of them all but certainly fails."""
    deals = many(FEW)
    errors = []
    for gap in (Decimal(f"{k}00000.01") for k in range(1, 9)):
        told = chance(gap, [*deals, (Decimal("1.37"), 1e-12)])
        assert abs(told.chance - chance(gap, deals).chance) <= told.error + 1e-9
        errors.append(told.error)
    assert 0 < max(errors) < 0.005


def test_reached_nothing_open_and_worthless():
    assert chance(Decimal(0), []).chance == 1
    assert chance(Decimal(-5), [(Decimal(3), 0.1)]).chance == 1
    assert chance(Decimal(5), []).chance == 0
    assert chance(Decimal(5), [(Decimal(-9), 0.9), (Decimal(9), 0.0)]).chance == 0
    assert chance(Decimal(5), [(Decimal(5), 1.0)]).chance == 1


def test_amounts_with_four_decimals_are_not_rounded():
    assert chance(Decimal("0.0002"), [(Decimal("0.0001"), 1.0)]).chance == 0
    assert chance(Decimal("1E+3"), [(Decimal(1000), 0.25)]).chance == 0.25


def test_a_gap_that_was_divided_is_taken_to_four_decimals():
    third = Decimal(100) / 3
    assert chance(third, [(third, 0.25)]).chance == 0.25
    assert chance(Decimal("1E-9"), [(Decimal(1), 0.25)]).chance == 0.25
    deals = [(third * k, 0.5) for k in range(1, 30)]
    assert 0 < chance(third * 200, deals).chance < 1
