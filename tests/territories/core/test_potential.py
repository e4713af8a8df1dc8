"""The mean over days of what accounts could give, and when too little of it is stated."""

from hypothesis import given
from hypothesis import strategies as st

from territories.core.potential import Held


def test_a_mean_over_the_days_held():
    """Two accounts of 100 over ten days, one of them for five days only."""
    held = Held(worth=1500, stated=15, unstated=0, days=10)
    assert held.potential == 150
    assert held.accounts == 1.5
    assert held.unknown == 0


def test_a_fifth_may_be_unstated_and_counts_like_the_rest():
    held = Held(worth=8000, stated=80, unstated=20, days=10)
    assert held.unknown == 0.2
    assert held.potential == 1000
    assert Held(worth=7900, stated=79, unstated=21, days=10).potential is None
    assert Held(worth=0, stated=0, unstated=3, days=3).potential is None
    assert Held(worth=0, stated=0, unstated=0, days=0).potential is None
    assert Held(worth=0, stated=5, unstated=0, days=5).potential == 0


@given(st.integers(0, 10**12), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 400))
def test_never_less_than_what_is_stated(worth, stated, unstated, days):
    held = Held(worth, stated, unstated, days)
    assert held.potential is None or held.potential >= worth / days * (1 - 1e-9)
    assert 0 <= held.unknown <= 1
