"""Rates that are said the other way round."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.core.target import TARGETS


def turned(**columns: list[str]) -> list[str]:
    derive = TARGETS["rates"].derive
    assert derive is not None
    derive(columns, len(next(iter(columns.values()))), date(2026, 1, 1))
    assert "units" not in columns
    return columns["rate"]


@pytest.mark.parametrize(
    ("units", "rate"),
    [
        ("0.8", "1.2500000000"),
        ("1", "1.0000000000"),
        ("150", "0.0066666667"),
        ("", ""),
        ("0", ""),
        ("30000000000", ""),
        ("0.0000000001", ""),
        ("0.00000000000000000001", ""),
    ],
)
def test_units_per_base_become_base_per_unit(units, rate):
    assert turned(units=[units]) == [rate]


def test_a_rate_that_is_given_counts():
    assert turned(rate=["2", ""], units=["4", "4"]) == ["2", "0.2500000000"]
    assert turned(rate=["2"]) == ["2"]


@given(st.decimals("0.0001", "10000", places=4))
def test_twice_turned_is_the_same_but_for_the_digits_that_are_kept(units):
    (rate,) = turned(units=[str(units)])
    assert abs(Decimal(rate) * units - 1) <= units * Decimal("1e-10")
