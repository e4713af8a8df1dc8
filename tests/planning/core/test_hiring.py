"""Hiring backwards: how many, from when, and where it is too late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from planning.core.hiring import backwards, needed
from tests.planning.core.published import CASES, money

MONTHS = [Days(date(2026, m, 1), date(2026 + m // 12, m % 12 + 1, 1)) for m in range(1, 13)]
RAMP = money(0, 0.25, 0.5, 0.75, 1)
SOLD = Decimal(100)


def gaps(**by_month):
    return [Decimal(by_month.get(f"m{month}", 0)) for month in range(1, 13)]


def plan(lacking, today=date(2025, 6, 1), fill_days=60):
    return backwards(lacking, MONTHS, [SOLD] * 12, RAMP, today=today, fill_days=fill_days)


def test_a_published_need_is_rounded_up():
    case = CASES["cap-hires-needed"]
    gap, quota = money(case["inputs"]["gap"], case["inputs"]["quota"])
    found = [needed(gap, quota, share) for share in money(*case["inputs"]["ramp"])]
    assert found == case["recomputed"]["hires"]
    assert found != case["expected"]["hires"]


def test_nobody_is_needed_without_a_gap_and_nobody_helps_who_sells_nothing():
    assert needed(Decimal(0), SOLD, Decimal(1)) == 0
    assert needed(Decimal(5), SOLD, Decimal(0)) is None


def test_who_is_to_be_ramped_in_september_starts_in_may():
    (start,) = plan(gaps(m9=150)).starts
    assert (start.people, start.start, start.late) == (2, date(2026, 5, 1), False)
    assert start.requisition == date(2026, 5, 1) - timedelta(60)


def test_one_who_was_hired_helps_in_later_months():
    found = plan(gaps(m9=100, m10=100, m11=150))
    assert [(s.for_month.month, s.people) for s in found.starts] == [(9, 1), (11, 1)]
    assert max(found.left) <= 0
    assert found.people == 2


def test_too_late_to_be_ramped_takes_more_people():
    found = plan(gaps(m5=100), today=date(2026, 1, 15), fill_days=30)
    (start,) = found.starts
    assert (start.start, start.late, start.people) == (date(2026, 3, 1), True, 2)
    assert start.requisition == date(2026, 1, 30)


def test_what_cannot_be_fixed_by_hiring_is_said():
    found = plan(gaps(m2=100, m3=50), today=date(2026, 1, 15))
    assert [(each.month.month, each.gap) for each in found.unfixable] == [(2, 100), (3, 50)]
    assert not found.starts
    assert found.left == tuple(gaps(m2=100, m3=50))


def test_in_a_month_that_brings_twice_as_much_half_as_many_are_needed():
    """Hires follow the season as those who are there do; else the plan asks for too many."""
    season = [SOLD * (2 if month == 9 else 1) for month in range(1, 13)]
    today = date(2025, 6, 1)
    found = backwards(gaps(m9=400, m10=250), MONTHS, season, RAMP, today=today, fill_days=60)
    assert [(s.for_month.month, s.people) for s in found.starts] == [(9, 2), (10, 1)]
    assert found.left[8:10] == (0, -50)


def test_no_gap_no_hire():
    assert plan(gaps()).starts == ()
    assert plan([Decimal(-5)] * 12).people == 0


@given(
    st.lists(st.decimals(-200, 900, places=2), min_size=12, max_size=12),
    st.dates(date(2025, 6, 1), date(2026, 12, 1)),
    st.integers(0, 120),
)
def test_every_month_is_closed_or_said_to_be_beyond_hiring(lacking, today, fill_days):
    found = plan(lacking, today, fill_days)
    beyond = {each.month for each in found.unfixable}
    for month, left in zip(MONTHS, found.left, strict=True):
        assert left <= 0 or month.start in beyond
    for start in found.starts:
        assert start.start >= today + timedelta(fill_days)
        assert start.requisition >= today
        assert start.people > 0


@pytest.mark.parametrize("shares", [[], money(1)])
def test_without_a_ramp_people_start_in_the_month_itself(shares):
    today, sold = date(2026, 1, 1), [SOLD] * 12
    found = backwards(gaps(m9=100), MONTHS, sold, shares, today=today, fill_days=0)
    assert found.starts[0].start == date(2026, 9, 1)
