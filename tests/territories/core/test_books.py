"""Averages of the others, and what is known before and after."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from territories.core.books import LEAST_PEERS, Book, Load, average, changes

MONEY = st.none() | st.decimals(0, 10**9, places=2)
LOADS = st.builds(Load, st.integers(0, 500), MONEY, MONEY, MONEY)


def test_the_average_of_few_would_name_somebody():
    assert average([Load(5)] * (LEAST_PEERS - 1)) is None
    assert average([Load(4), Load(5), Load(9)]) == Load(Decimal(6))


def test_who_has_nothing_known_counts_as_nothing_and_nobody_known_is_unknown():
    found = average([Load(1, Decimal(90)), Load(1), Load(1)])
    assert found == Load(Decimal(1), Decimal(30))


@given(st.lists(LOADS, min_size=LEAST_PEERS, max_size=12))
def test_an_average_lies_between_the_least_and_the_most(loads):
    found = average(loads)
    assert min(load.accounts for load in loads) <= found.accounts
    assert found.accounts <= max(load.accounts for load in loads)


def test_a_change_counts_the_unknown_of_one_side_as_nothing():
    own = Book(Load(2, Decimal(100)), Load(1, None, Decimal(3)))
    found = {one.measure: one.difference for one in changes(own, [])}
    assert found == {
        "accounts": -1,
        "potential": Decimal(-100),
        "workload": Decimal(3),
        "pipeline": None,
    }


def test_without_peers_their_side_is_unknown():
    (accounts, *_rest) = changes(Book(Load(2), Load(3)), [])
    assert (accounts.peers_before, accounts.peers_after) == (None, None)
