from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days, days_of

DAY = date(2026, 1, 1)
ranges = st.builds(
    lambda start, length: Days(
        None if start is None else DAY + timedelta(start),
        None if length is None else DAY + timedelta((start or 0) + length),
    ),
    st.none() | st.integers(0, 30),
    st.none() | st.integers(0, 30),
)


@given(ranges, ranges, st.integers(-5, 70))
def test_a_day_is_in_the_overlap_when_it_is_in_both(a, b, n):
    day, both = DAY + timedelta(n), a.overlap(b)
    assert (both is not None and day in both) == (day in a and day in b)


@given(ranges, ranges)
def test_overlap_does_not_depend_on_the_order(a, b):
    assert a.overlap(b) == b.overlap(a)


@given(st.integers(0, 400))
def test_length_counts_the_days(length):
    days = Days(DAY, DAY + timedelta(length))
    assert days.length() == length == len(list(days_of(days.start, days.end)))


def test_unbounded_has_no_length_and_holds_every_day():
    assert Days().length() is None
    assert date.max in Days(DAY)
    assert DAY - timedelta(1) not in Days(DAY)


def test_backwards_is_refused():
    with pytest.raises(ValueError, match="is before"):
        Days(DAY, DAY - timedelta(1))
