"""What touches, with nobody in between; borders abroad are those of the outlines."""

import json
import math
from itertools import pairwise

import numpy as np
import pytest

from territories.core.neighbours import BORDERS, located, touching
from territories.core.places import places


def outline(place) -> np.ndarray:
    """Points on it, a tenth of a degree apart."""
    found = []
    for ring in place.rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            n = max(1, int(math.hypot(x1 - x0, y1 - y0) / 0.1))
            found += [(x0 + (x1 - x0) * k / n, y0 + (y1 - y0) * k / n) for k in range(n)]
    return np.array(found)


def test_the_borders_abroad_are_those_of_the_outlines():
    """At least half a degree within 0.2 degrees of the other, as data/README.md says."""
    known, found = places(), {}
    divided = {place.within for place in known.values()}
    for state in known.values():
        for near in known[state.within].near if state.within else ():
            if near not in divided:
                here, there = outline(state), outline(known[near])
                apart = np.sqrt(((here[:, None] - there[None]) ** 2).sum(2)).min(1)
                if (apart < 0.2).sum() * 0.1 >= 0.5:
                    found.setdefault(state.id, []).append(near)
    assert {s: sorted(each) for s, each in found.items()} == json.loads(BORDERS.read_text())


@pytest.mark.parametrize(
    ("held", "occupied", "pairs"),
    [
        (["US-WA", "US-OR", "US-CA"], [], [("US-OR", "US-WA"), ("US-CA", "US-OR")]),
        (["US-WA", "US-CA"], ["US-OR"], []),
        (["US-WA", "US-CA"], [], [("US-CA", "US-WA")]),
        (["US-WA", "US-CO"], [], []),
        (["US-TX", "MEX"], [], [("MEX", "US-TX")]),
        (["US-WA", "CA-BC"], [], [("CA-BC", "US-WA")]),
        (["US-WA", "CAN"], [], [("CAN", "US-WA")]),
        (["USA", "MEX"], [], [("MEX", "USA")]),
        (["US-HI", "US-CA", "JPN", "AU-TAS"], [], []),
        (["FRA", "DEU"], [], [("DEU", "FRA")]),
        (["FRA", "POL"], ["DEU", "CHE", "ITA", "BEL", "LUX", "ESP", "BRA", "SUR"], []),
        (["GBR", "IRL", "FRA"], [], [("GBR", "IRL")]),
    ],
)
def test_places_touch_where_nobody_else_is_in_between(held, occupied, pairs):
    assert touching(held, occupied) == sorted(pairs)


def test_an_account_without_a_state_has_no_place_where_others_have_one():
    usa = "United States"
    assert located([(usa, "WA"), (usa, ""), ("France", "Alsace"), ("Atlantis", "")]) == [
        "US-WA", "", "FRA", "",
    ]  # fmt: skip
    assert located([(usa, ""), ("Canada", "BC")]) == ["USA", "CA-BC"]
