"""Companies of known truth: what is broken is found and nothing else; healthy ones are left alone.

Ten teams of eighty people in two regions and three segments, 20,000 deals in three years. Chance
ability differs between people, people come and go, and a year ago there was a general shock.
"""

from dataclasses import replace

import numpy as np
import pytest

from kpis.core.bottlenecks.entries import BACK, LEAK, MOVED_ON, REGRESS, STALL, Size, cells
from kpis.core.bottlenecks.search import Place, find, p_value, places, without
from sample.simulation.truth import SEGMENTS, STAGES
from tests.kpis.core.bottlenecks.drawn import REGIONS, entries, found, nodes

SEEDS = range(20)
ENOUGH = 18
BROKEN = {
    # In the third stage, odds to advance fall to four tenths: from two thirds to under one half.
    "leak": ({"broken": (2, 1), "broken_odds": 0.4}, (LEAK, REGIONS[1], None, 2)),
    # Days in the second stage double.
    "stall": ({"broken": (1, 0), "broken_slow": 2.0}, (STALL, REGIONS[0], None, 1)),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_broken_is_found_and_only_that(case):
    truth, expected = BROKEN[case]
    hits = 0
    for seed in SEEDS:
        said = [(f.kind, f.node, f.segment, f.step) for f in found(seed, **truth)]
        hits += said == [expected]
    assert hits >= ENOUGH


def test_healthy_companies_are_left_alone():
    assert sum(not found(seed) for seed in SEEDS) >= ENOUGH


def test_the_money_is_in_its_interval():
    (leak,) = found(1, broken=(2, 1), broken_odds=0.3)
    assert 0 < leak.money_low < leak.money < leak.money_high
    assert leak.rise_low < leak.rise < leak.rise_high
    assert leak.now == leak.bad / leak.cases
    assert leak.cases <= leak.entrants


def test_without_its_deals_a_place_says_nothing_and_others_stay():
    drawn, teams = entries(1, broken=(2, 1), broken_odds=0.3)
    counted = cells(drawn, Size(teams, len(SEGMENTS), len(STAGES)))
    company, _, region = nodes(teams)[:3]
    place, above = Place(LEAK, 2, region, None), Place(LEAK, 2, company, None)
    assert p_value(counted, above) < 0.01
    left = without(counted, place)
    assert p_value(left, place) == 1
    assert p_value(left, above) > 0.05
    for step in (0, 1, 3):
        assert (left.bad[LEAK][..., step] == counted.bad[LEAK][..., step]).all()


def test_what_never_happened_elsewhere_is_named_where_it_happens():
    """A third of one region's moves go back, nobody else's ever: so it is that region."""
    drawn, teams = entries(2)
    here = nodes(teams)[2]
    back = np.isin(drawn.team, here.leaves) & (drawn.step == 2) & (drawn.end == MOVED_ON)
    back &= (drawn.age < 200) & (np.arange(len(drawn.age)) % 3 == 0)
    moved = replace(drawn, end=np.where(back, BACK, drawn.end))
    counted = cells(moved, Size(teams, len(SEGMENTS), len(STAGES)))
    assert [(one.place.kind, one.place.node.id) for one in find(counted, nodes(teams))] == [
        (REGRESS, here.id)
    ]


def test_every_entry_is_counted_once_at_most():
    drawn, teams = entries(3)
    size = Size(teams, len(SEGMENTS), len(STAGES))
    counted = cells(drawn, size)
    fresh = (drawn.age >= 0) & (drawn.age < 455)
    assert counted.over.sum() + counted.waiting.sum() == fresh.sum()
    old_enough = drawn.age - counted.horizon[drawn.step]
    assert counted.entrants.sum() == ((old_enough >= 0) & (old_enough < 455)).sum()
    for kind in counted.bad:
        assert (counted.bad[kind] <= counted.cases[kind]).all()


def test_few_deals_are_not_judged():
    drawn, teams = entries(1, deals=60)
    counted = cells(drawn, Size(teams, len(SEGMENTS), len(STAGES)))
    assert places(counted, nodes(teams)) == []
    assert np.isfinite(counted.units).all()
