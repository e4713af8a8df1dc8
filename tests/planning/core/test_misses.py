"""Misses in a row, and what of them was the goal, capacity, or process."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.misses import CAPACITY, GOAL, PROCESS, Causes, Period, causes, run

AMOUNT = st.decimals(0, 10**6, places=2)
PERIOD = st.builds(
    Period, st.just("q"), st.none() | AMOUNT, st.none() | AMOUNT, st.none() | AMOUNT,
    st.none() | AMOUNT,
)  # fmt: skip


def period(*numbers):
    return Period("q", *(None if n is None else Decimal(n) for n in numbers))


@pytest.mark.parametrize(
    ("numbers", "parts", "main"),
    [
        # goal 100, sold 70; 80 could be sold by those there, 90 by a full team
        ((100, 70, 80, 90), (30, 10, 10, 10), GOAL),
        ((100, 70, 60, 90), (30, 10, 20, 0), CAPACITY),
        ((100, 70, 130, 150), (30, 0, 0, 30), PROCESS),
        ((100, 70, 80, 120), (30, 0, 20, 10), CAPACITY),
        ((100, 70, 40, 50), (30, 30, 0, 0), GOAL),
        ((100, 70, 80, 60), (30, 20, 0, 10), GOAL),
    ],
)
def test_causes_of_one_miss(numbers, parts, main):
    found = causes(period(*numbers))
    assert found == Causes(*map(Decimal, parts))
    assert found.main == main


@given(PERIOD)
def test_causes_are_never_below_nothing_and_add_up(one):
    found = causes(one)
    if found is not None:
        assert min(found.goal, found.capacity, found.process) >= 0
        assert found.goal + found.capacity + found.process == found.missed == one.goal - one.result


@pytest.mark.parametrize(
    "numbers", [(100, 100, 9, 9), (None, 5, 9, 9), (9, None, 9, 9), (9, 5, None, 9)]
)
def test_no_causes_without_a_miss_or_without_capacity(numbers):
    assert causes(period(*numbers)) is None


def test_three_in_a_row_is_again():
    missed, hit = period(100, 90, 95, 100), period(100, 100, 95, 100)
    assert run([missed] * 3).again
    assert not run([missed, missed, missed, hit]).again
    assert len(run([missed, hit, missed, missed]).periods) == 2
    assert run([]).periods == ()


def test_an_unknown_period_neither_ends_a_run_nor_counts():
    missed, unknown = period(100, 90), period(None, 90)
    found = run([missed, unknown, missed, missed, unknown])
    assert len(found.periods) == 3
    assert (found.causes, found.explained) == (None, 0)


def test_causes_of_a_run_are_summed_where_they_are_known():
    found = run([period(100, 70, 80, 90), period(100, 95), period(100, 70, 60, 90)])
    assert found.explained == 2
    assert found.causes == Causes(*map(Decimal, (60, 20, 30, 10)))


@given(st.lists(PERIOD, max_size=8))
def test_a_run_holds_only_misses_up_to_the_newest(periods):
    found = run(periods)
    assert all(each.missed for each in found.periods)
    known = [each for each in periods if each.missed is not None]
    assert list(found.periods) == known[len(known) - len(found.periods) :]
