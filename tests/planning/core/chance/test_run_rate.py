"""The run rate's chance against draws, and its edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.fair.shrinkage import shrunk
from planning.core.chance.run_rate import Peers, chance, rest
from tests.planning.core.published import inputs, right

SALES = st.floats(0, 1e6, allow_subnormal=False)
MONTHS = [80.0, 120.0, 100.0, 90.0, 110.0, 100.0]


def test_half_the_chance_for_what_is_usual():
    found = chance(300, MONTHS, 3)
    assert found.chance == pytest.approx(0.5)
    assert (found.months, found.mean) == (6, pytest.approx(100))


def test_the_prediction_of_t_holds_as_often_as_it_says():
    """Six months seen, three to come, of the same normal: the chance told for their sum must be
    uniform over many worlds, whatever the true mean and spread."""
    rng = np.random.default_rng(7)
    worlds = rng.normal(100, 30, (4000, 9))
    told = np.array([rest(list(world[:6]), 3).reaches(float(world[6:].sum())) for world in worlds])
    share, _edges = np.histogram(told, bins=10, range=(0, 1))
    assert np.abs(share / len(worlds) - 0.1).max() < 0.02


def test_published_shrinkage_of_a_mean():
    case = inputs("shrink-rep-mean")
    noise = case["within_sd"] ** 2 / case["rep_n"]
    found = shrunk(case["rep_mean"], noise, case["peer_mean"], case["between_sd"] ** 2)
    assert found == pytest.approx(right("shrink-rep-mean")["shrunk"])
    peers = Peers(case["peer_mean"], case["between_sd"], case["within_sd"])
    three = [case["rep_mean"] + d for d in (-4, 0, 4)]
    assert chance(1, three, 1, peers).mean == pytest.approx(found)


def test_peers_speak_for_somebody_new():
    found = chance(300, [], 3, Peers(100, 10, 20))
    assert found.chance == pytest.approx(0.5)
    assert found.rest.scale == pytest.approx(np.sqrt(3 * 400 + 9 * 100))


def test_few_months_alone_say_nothing():
    assert chance(300, [100.0], 3).chance is None
    assert chance(300, [], 3).chance is None


def test_reached_is_certain_and_over_is_over():
    assert chance(0, [], 3).chance == 1
    assert chance(-5, MONTHS, 0).chance == 1
    assert chance(5, MONTHS, 0).chance == 0


def test_months_without_any_spread_are_taken_at_their_word():
    assert chance(300, [100.0] * 4, 3).chance == 1
    assert chance(301, [100.0] * 4, 3).chance == 0


@given(st.lists(SALES, min_size=2, max_size=12), st.floats(0.1, 12), SALES, SALES)
def test_more_to_reach_is_never_likelier(months, left, a, b):
    low, high = sorted((a, b))
    assert chance(low, months, left).chance >= chance(high, months, left).chance - 1e-12
    assert 0 <= chance(low, months, left).chance <= 1
