"""Seats from statements without shares: whole on every day, whatever is stated."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from territories.core.stated import StatedSeat, overlaps, seats

FIRST = date(2026, 1, 1)
MAY = date(2026, 5, 1)


def test_one_person_has_the_seat():
    assert seats([(7, Days(date(2024, 1, 1)))], FIRST) == [StatedSeat(7, Decimal(100), Days(FIRST))]


def test_days_without_anybody_have_an_open_seat():
    found = seats([(7, Days(None, MAY))], FIRST)
    assert found == [
        StatedSeat(7, Decimal(100), Days(FIRST, MAY)),
        StatedSeat(None, Decimal(100), Days(MAY)),
    ]
    assert not overlaps(found)


def test_several_people_share_evenly_to_the_last_digit():
    found = seats([(7, Days()), (8, Days()), (9, Days())], FIRST)
    assert sum(seat.share for seat in found) == 100
    assert overlaps(found)


day = st.integers(-50, 400).map(lambda n: FIRST + timedelta(n))
span = st.tuples(st.none() | day, st.none() | day).map(
    lambda two: Days(*sorted(two)) if None not in two else Days(*two)
)


@given(st.lists(st.tuples(st.integers(1, 4), span), max_size=6), day)
def test_shares_are_whole_and_nobody_sits_twice(covered, asked):
    found = seats(covered, FIRST)
    there = [seat for seat in found if asked in seat.days]
    assert sum(seat.share for seat in there) == (100 if asked >= FIRST else 0)
    people = [seat.rep for seat in there]
    assert len(people) == len(set(people))
    if asked >= FIRST:
        assert {p for p in people if p} == {rep for rep, days in covered if asked in days}
