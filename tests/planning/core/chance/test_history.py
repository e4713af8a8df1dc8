"""What became of comparable goals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.chance.history import Past, chance, comparable, of_comparable

COUNT = st.integers(0, 200)


def test_three_of_four():
    found = chance(3, 1)
    assert (found.chance, found.hits, found.goals) == (pytest.approx(4 / 6), 3, 4)


def test_never_seen_is_unknown_and_not_half():
    found = chance(0, 0)
    assert (found.chance, found.low, found.high, found.goals) == (None, None, None, 0)


@given(COUNT, COUNT.filter(bool))
def test_the_chance_is_inside_its_range_and_never_certain(hits, misses):
    found = chance(hits, misses)
    assert 0 < found.low < found.chance < found.high < 1


@given(COUNT, COUNT, COUNT.filter(bool))
def test_more_hits_more_chance(hits, misses, more):
    if hits + misses:
        assert chance(hits + more, misses).chance > chance(hits, misses).chance


def test_more_goals_a_narrower_range():
    few, many = chance(5, 5), chance(50, 50)
    assert many.high - many.low < few.high - few.low


def test_comparable_goals_ask_for_about_the_same_growth():
    past = [Past(1.0, True), Past(1.1, False), Past(1.21, True), Past(1.3, False)]
    assert comparable(1.1, past) == past[:2] + past[2:3]
    assert of_comparable(1.1, past).hits == 2
    assert of_comparable(9.0, past).chance is None
