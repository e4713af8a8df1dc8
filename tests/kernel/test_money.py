from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.money import Money, digits, round_money, split

amounts = st.decimals(-(10**9), 10**9, places=4)
weights = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=12).filter(any)
QUANTA = [Decimal(q) for q in ("1", "0.01", "0.001")]


@given(amounts, weights, st.sampled_from(QUANTA))
def test_parts_add_up_exactly(total, weights, quantum):
    parts = split(total, weights, quantum)
    assert sum(parts) == total
    assert len(parts) == len(weights)


@given(st.integers(0, 10**12), weights)
def test_each_part_is_less_than_a_quantum_from_its_share(cents, weights):
    total = Decimal(cents) / 100
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < Decimal("0.01")
        assert part >= 0
        assert weight or part == 0


@given(amounts, weights)
def test_a_debt_is_split_like_a_credit(total, weights):
    assert split(-total, weights) == [-part for part in split(total, weights)]


def test_the_odd_cent_goes_to_the_earlier():
    assert split(Decimal("100.00"), [Decimal(1)] * 3) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]], ids=str)
def test_impossible_weights_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(1), [Decimal(w) for w in weights])


@pytest.mark.parametrize(
    ("currency", "amount", "rounded"),
    [
        ("USD", "1.005", "1.01"),
        ("USD", "-1.005", "-1.01"),
        ("JPY", "2.5", "3"),
        ("KWD", "0.0005", "0.001"),
    ],
)
def test_rounding_is_half_away_from_zero_at_the_currencys_decimals(currency, amount, rounded):
    assert round_money(Decimal(amount), currency) == Decimal(rounded)
    assert -round_money(Decimal(amount), currency).as_tuple().exponent == digits(currency)


def test_money_adds_only_its_own_currency():
    ten = Money(Decimal(10), "USD")
    assert ten + ten - ten == ten
    assert -ten == Money(Decimal(-10), "USD")
    assert Money(Decimal("1.005"), "USD").rounded().amount == Decimal("1.01")
    with pytest.raises(ValueError, match="cannot mix USD and EUR"):
        ten + Money(Decimal(1), "EUR")
