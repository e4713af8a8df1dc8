"""What territories could give: learnt, bounded, nothing where the data do not show it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.fair.compare import compare, weakest_links
from kpis.core.fair.potential import Sold, market, shown, slope
from tests.kpis.core.fair.drawn import sold

TEN = 10.0  # the size of a deal


def peers(rng, *, power, people=30, skill=0.2, quota_power=0.0, deals=60.0):
    """Results that go with potential to a power, of people who differ by `skill`."""
    potential = np.exp(rng.normal(13, 0.5, people))
    relative = potential / np.exp(13)
    level = np.exp(rng.normal(0, skill, people)) if skill else np.ones(people)
    expected = deals * TEN * relative**quota_power
    booked = TEN * rng.poisson(level * deals * relative**power)
    return level, [
        Sold(n, float(b), float(e), float(p))
        for n, (b, e, p) in enumerate(zip(booked, expected, potential, strict=True))
    ]


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0])
def test_the_elasticity_is_found_again(power):
    """Without leaning over many companies, and with a standard error that is one."""
    found = []
    for seed in range(60):
        _level, people = peers(np.random.default_rng(seed), power=power)
        y = [s.booked / s.expected for s in people]
        x = [float(np.log(s.potential)) - 13 for s in people]
        found.append(slope(y, x, [TEN / s.expected for s in people]))
    values, errors = np.array(found).T
    assert values.mean() == pytest.approx(power, abs=0.05)
    assert values.std() == pytest.approx(errors.mean(), rel=0.3)


@pytest.mark.parametrize(("power", "quota_power"), [(0.0, 0.0), (1.0, 1.0)])
def test_where_potential_adds_nothing_hardly_anything_is_adjusted(power, quota_power):
    """Because the market does not count, or because quotas follow it already."""
    stands = []
    for seed in range(60):
        rng = np.random.default_rng(seed)
        _level, people = peers(rng, power=power, quota_power=quota_power)
        found = market(people, TEN)
        stands.append(found.stand)
        assert found.elasticity < 0.4
    assert stands.count("same") >= 54


def test_what_is_left_is_nearer_to_what_people_can_do():
    for seed in range(20):
        level, people = peers(np.random.default_rng(seed), power=1.0)
        found = market(people, TEN)
        raw = np.array([s.booked / s.expected for s in people])
        fair = raw / np.array([found.share(s.id) for s in people])
        errors = [np.std(np.log(np.maximum(y, 0.01) / level)) for y in (raw, fair)]
        assert errors[1] < 0.7 * errors[0]


@given(st.floats(-5, 5), st.floats(0, 5))
def test_what_is_used_is_bounded_and_never_more_than_found(found, error):
    used = shown(found, error)
    assert 0 <= used <= max(found, 0.0) <= 5
    assert used <= 1
    assert used == 0 or found > 2 * error


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1e7), st.floats(1, 1e7), st.none() | st.floats(0, 1e12), st.booleans()
        ),
        max_size=14,
    ),
    st.floats(0, 1e6),
)
def test_whatever_comes_the_sum_of_what_is_expected_stays(rows, deal):
    people = [Sold(n, *row) for n, row in enumerate(rows)]
    found = market(people, deal)
    assert 0 <= found.elasticity <= 1
    whole = sum(s.expected for s in people)
    assert sum(s.expected * found.share(s.id) for s in people) == pytest.approx(whole)
    assert all(0.02 < found.share(s.id) < 50 for s in people)
    assert all(0 <= found.doubt(s.id) < float("inf") for s in people)


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
def test_currency_and_size_of_the_market_do_not_matter(money, times):
    _level, people = peers(np.random.default_rng(3), power=1.0)
    scaled = [
        Sold(s.id, s.booked * money, s.expected * money, (s.potential or 0) * times) for s in people
    ]
    one, other = market(people, TEN), market(scaled, TEN * money)
    assert other.elasticity == pytest.approx(one.elasticity, rel=1e-6)
    assert other.shares == pytest.approx(one.shares, rel=1e-6)


def test_without_enough_that_is_known_nothing_is_said():
    _level, people = peers(np.random.default_rng(0), power=1.0, people=10)
    blind = [Sold(s.id, s.booked, s.expected, None) for s in people]
    assert market([], TEN).stand == "unknown"
    assert market(blind, TEN).stand == "unknown"
    assert market([*people[:7], *blind[7:]], TEN).stand == "unknown"
    partly = market([*people[:9], *blind[9:]], TEN)
    assert partly.stand == "adjusted"
    assert partly.doubt(9) == 0
    last = people[9]
    assert market([*people[:9], Sold(9, last.booked, last.expected, 0.0)], TEN) == partly
    ramping = [Sold(s.id, s.booked, s.expected, s.potential, ramped=False) for s in people]
    assert market([*people[:5], *ramping[5:]], TEN).stand == "few"
    alike = [Sold(s.id, s.booked, s.expected, 5.0) for s in people]
    assert market(alike, TEN).stand == "same"


def test_a_small_territory_is_allowed_for():
    """Everybody sells what the market lets them; one has a third of it."""
    people = [sold(n, 0.5 + 0.1 * n, potential=500.0 + 100 * n) for n in range(10)]
    found = compare("attainment", people)
    assert found.adjusted == ("potential",)
    assert found.potential == "adjusted"
    assert not found.differ
    assert found.people[0].raw == 0.5
    assert found.people[0].estimate.value == pytest.approx(found.middle, rel=0.1)
    without = compare("attainment", [sold(n, 0.5 + 0.1 * n) for n in range(10)])
    assert without.potential == "unknown"
    assert without.ranked == 10


def test_a_potential_that_explains_nothing_changes_nothing():
    shares = [0.6, 1.2, 0.9, 0.7, 1.1, 0.8, 1.0, 0.65]
    people = [sold(n, s, potential=9.0 if n % 2 else 2.0) for n, s in enumerate(shares)]
    found = compare("attainment", people)
    blind = compare("attainment", [sold(n, s) for n, s in enumerate(shares)])
    assert found.potential == "same"
    assert found.people == blind.people


def test_what_does_not_go_with_the_market_says_nothing_of_it():
    known = [sold(n, 1.0, won=30, lost=70, potential=5.0) for n in range(6)]
    assert compare("win_rate", known).potential == ""
    unknown = [sold(n, 1.0, won=30, lost=70) for n in range(6)]
    assert compare("win_rate", unknown).potential == "unknown"


def test_the_weakest_link_names_the_territory_that_explains_it():
    rest = [sold(n, 0.8 + 0.05 * n, potential=800.0 + 50 * n) for n in range(9)]
    links = weakest_links([*rest, sold(9, 0.3, potential=300.0)])
    assert [(link.person, link.cause) for link in links] == [(9, "territory")]
    usual = weakest_links([*rest, sold(9, 0.3, potential=1000.0)])
    assert [(link.person, link.cause) for link in usual] == [(9, "none")]
