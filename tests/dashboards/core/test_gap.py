from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.core.gap import Gap, gap, outcome

money = st.decimals(0, 10_000_000, places=2)


@given(quota=money.filter(bool), booked=money, size=money.filter(bool))
def test_enough_deals_close_the_gap_and_one_fewer_do_not(quota, booked, size):
    left = gap(quota, booked, size, None)
    if left.amount <= 0:
        assert left.deals == 0
    else:
        assert left.deals * size >= left.amount > (left.deals - 1) * size


@given(quota=money, booked=money, picked=st.lists(st.one_of(st.none(), money)))
def test_outcome_adds_what_is_picked_and_no_more(quota, booked, picked):
    found = outcome(booked, quota, picked)
    assert found.booked == booked + sum(one for one in picked if one is not None)
    assert (found.attainment is None) == (quota == 0)
    if quota:
        assert found.to_go == max(0, quota - found.booked)


@pytest.mark.parametrize(
    ("quota", "size", "rate", "found"),
    [
        pytest.param(None, 10, 0.5, None, id="no quota, no gap"),
        pytest.param(0, 10, 0.5, None, id="a quota of nothing is no quota"),
        pytest.param(100, None, 0.5, Gap(Decimal(40), None, None), id="size unknown"),
        pytest.param(100, 15, None, Gap(Decimal(40), 3, None), id="win rate unknown"),
        pytest.param(100, 15, "0.29", Gap(Decimal(40), 3, 10), id="open deals at the win rate"),
        pytest.param(60, 15, "0.29", Gap(Decimal(0), 0, 0), id="reached"),
        pytest.param(50, 15, "0.29", Gap(Decimal(-10), 0, 0), id="surplus"),
    ],
)
def test_gap(quota, size, rate, found):
    def d(value):
        return None if value is None else Decimal(str(value))

    assert gap(d(quota), Decimal(60), d(size), d(rate)) == found
