"""Frozen values come back as they were, and the same value always looks the same."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.periods import FiscalCalendar
from reports.core.plain import day, number, period, plain

AMOUNTS = st.decimals(-(10**12), 10**12, places=4)


@given(AMOUNTS)
def test_an_amount_comes_back_to_the_last_decimal(amount):
    assert number(json.loads(json.dumps(plain(amount)))) == amount


@given(AMOUNTS)
def test_zeros_behind_it_make_no_difference(amount):
    assert plain(amount) == plain(amount.quantize(Decimal("0.0000001")))


@pytest.mark.parametrize(
    ("value", "text"), [("100", "100"), ("1E+3", "1000"), ("0.0000", "0"), ("-2.50", "-2.5")]
)
def test_amounts_are_plain_decimals(value, text):
    assert plain(Decimal(value)) == text


def test_unknown_stays_unknown():
    assert (plain(None), number(None), day(None)) == (None, None, None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "quarter", "year"]))
def test_a_period_keeps_its_days(on, kind):
    one = FiscalCalendar(start_month=2, pattern=(4, 4, 5)).of(kind, on)
    assert period(json.loads(json.dumps(plain(one)))) == one


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="object"):
        plain({"a": [object()]})
