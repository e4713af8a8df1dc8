"""Quota against potential, and what attainment goes with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.core.fairness import ENOUGH, Person, correlations, pearson, spread
from tests.planning.core.published import inputs, right

NUMBER = st.integers(-1000, 1000).map(float)


def published():
    case = inputs("fair-quota-vs-potential")
    rows = zip(case["rep"], case["quota"], case["sales"], case["potential"], strict=True)
    return [Person(*row) for row in rows]


def team(size, attained):
    return [
        Person(i, 100.0, 100 * attained(i), potential=float(i + 1), tenure=float(i % 3))
        for i in range(size)
    ]


def test_published_penetration_beside_attainment():
    answer, people = right("fair-quota-vs-potential"), published()
    assert [p.attainment for p in people] == pytest.approx(answer["attainment"])
    assert [p.penetration for p in people] == pytest.approx(answer["penetration"])


def test_published_quotas_ask_for_unlike_parts_of_the_market():
    found = spread(published())
    assert (found.lowest, found.highest) == (pytest.approx(0.1), pytest.approx(1 / 3))
    assert found.times == pytest.approx(10 / 3)


def test_unknown_stays_unknown():
    nobody = Person("A", None, 5.0)
    assert (nobody.attainment, nobody.penetration, nobody.burden) == (None, None, None)
    assert Person("B", 0.0, 5.0).attainment is None
    assert spread([nobody, Person("B", 5.0, potential=9.0)]) is None


def test_attainment_that_follows_the_market_is_flagged():
    by = {each.trait: each for each in correlations(team(ENOUGH, lambda i: 0.5 + i / 10))}
    assert by["potential"].r == pytest.approx(1)
    assert by["potential"].flagged
    assert not by["tenure"].flagged
    assert (by["prior"].r, by["prior"].n, by["prior"].flagged) == (None, 0, False)


def test_few_people_flag_nothing():
    few = correlations(team(ENOUGH - 1, lambda i: 0.5 + i / 10))
    assert not any(each.flagged for each in few)


def test_all_alike_goes_with_nothing():
    assert all(each.r is None for each in correlations(team(12, lambda i: 1.1)))


@given(st.lists(st.tuples(NUMBER, NUMBER), max_size=20))
def test_r_is_between_minus_one_and_one_and_the_same_both_ways(pairs):
    r = pearson(pairs)
    assert r is None or -1 <= r <= 1
    assert pearson([(y, x) for x, y in pairs]) == (r if r is None else pytest.approx(r))


@given(st.lists(NUMBER, min_size=3, max_size=20).filter(lambda xs: len(set(xs)) > 1))
def test_a_straight_line_is_one(xs):
    assert pearson([(x, 3 * x + 7) for x in xs]) == pytest.approx(1)
    assert pearson([(x, -x) for x in xs]) == pytest.approx(-1)
