"""Ramps: published months, and learning from people of whom the truth is known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.fair.ramp import SoldMonth
from planning.core.ramp import DEFAULT, ENOUGH, learn, length, mean, share_at, tenure
from tests.planning.core.published import CASES, inputs, money, right

TRUE = [0.1, 0.3, 0.5, 0.7, 0.9, *[1.0] * 20]
MONTHS = st.builds(
    SoldMonth, st.none() | st.integers(0, 24), st.floats(0, 1000), st.floats(0, 1000)
)
PEOPLE = st.dictionaries(st.integers(0, 9), st.lists(MONTHS, max_size=15), max_size=8)


def cohort(count, shares=TRUE):
    """People who sell their share of a quota of 100 in each month, the ramped ones 80 of it."""
    return {
        who: [SoldMonth(t, 80 * share, 100) for t, share in enumerate(shares)]
        for who in range(count)
    }


def test_published_months():
    case = inputs("quota-ramp-monthly")
    shares, quota = money(*case["ramp"]), Decimal(case["monthly_quota"])
    found = [quota * share_at(shares, t) for t in range(6)]
    assert list(map(float, found)) == right("quota-ramp-monthly")["quota"]


def test_a_quarter_is_derived_from_its_months():
    case = CASES["quota-ramp-quarterly"]
    shares = money(*case["inputs"]["ramp_by_month"])
    quota = Decimal(case["inputs"]["quarter_quota"])
    quarters = [quota * mean(shares, range(q, q + 3)) for q in (0, 3, 6, 9)]
    assert float(quarters[0]) == pytest.approx(case["recomputed"]["q1"])
    assert float(quarters[1]) == pytest.approx(case["recomputed"]["q2"])
    assert float(sum(quarters)) == pytest.approx(case["recomputed"]["year"])
    assert abs(float(quarters[1]) - case["expected"]["q2"]) > case["tolerance"]


def test_the_month_of_hire_is_the_first():
    assert tenure(date(2026, 4, 15), date(2026, 4, 1)) == 0
    assert tenure(date(2026, 4, 15), date(2027, 1, 31)) == 9
    assert tenure(None, date(2026, 4, 1)) is None


@pytest.mark.parametrize(
    ("months", "share"), [(0, 0), (2, "0.5"), (5, 1), (99, 1), (-1, 0), (None, 1)]
)
def test_share_at(months, share):
    assert share_at(DEFAULT, months) == Decimal(share)


def test_the_ramp_is_as_long_as_it_takes_to_one():
    assert length(DEFAULT) == 5
    assert length(money(0.5, 0.6)) == 2
    assert length([]) == 0
    assert mean(DEFAULT, []) == 1


def test_enough_people_are_believed():
    found = learn(cohort(ENOUGH))
    assert list(map(float, found.shares)) == pytest.approx(TRUE[:12])
    assert (found.people, found.by_month) == (ENOUGH, (ENOUGH,) * 12)


def test_few_people_are_drawn_to_the_default():
    found = learn(cohort(2), DEFAULT)
    assert float(found.shares[1]) == pytest.approx((2 * 0.3 + 3 * 0.25) / 5)


def test_shares_never_fall():
    found = learn(cohort(6, [0.1, 0.6, 0.4, 0.8, *[1.0] * 20]))
    assert list(map(float, found.shares[:4])) == pytest.approx([0.1, 0.5, 0.5, 0.8])


@pytest.mark.parametrize("people", [{}, {1: [SoldMonth(2, 5, 10)]}, {1: [SoldMonth(20, 5, 10)]}])
def test_nothing_to_measure_by_leaves_the_default(people):
    found = learn(people)
    assert (found.shares, found.people) == (DEFAULT, 0)


@given(PEOPLE)
def test_a_learned_ramp_rises_from_0_to_1_at_most(people):
    shares = learn(people).shares
    assert list(shares) == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
