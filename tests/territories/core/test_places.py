"""Places are found by any usual spelling; neighbours and distances are those of an atlas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.core.places import find, kilometres, places

DEGREES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@pytest.mark.parametrize(
    ("country", "state", "place"),
    [
        ("United States", "WA", "US-WA"),
        ("usa", "washington", "US-WA"),
        ("U.S.A.", "US-WA", "US-WA"),
        ("Canada", "Quebec", "CA-QC"),
        ("Canada", "Québec", "CA-QC"),
        ("Australia", "WA", "AU-WA"),
        ("Brazil", "Rondônia", "BR-RO"),
        ("France", "", "FRA"),
        ("fr", "Bretagne", "FRA"),
        ("DE", "", "DEU"),
        ("United States", "Nowhere", "USA"),
        (" united kingdom ", "", "GBR"),
    ],
)
def test_any_usual_spelling(country, state, place):
    found = find(country, state)
    assert found is not None
    assert found.id == place


@pytest.mark.parametrize("country", ["", "Atlantis", "WA"])
def test_what_no_atlas_knows_is_no_place(country):
    assert find(country, "WA") is None


def test_neighbours_share_a_border_and_not_only_a_corner():
    colorado = places()["US-CO"]
    assert colorado.near == {"US-KS", "US-NE", "US-NM", "US-OK", "US-UT", "US-WY"}
    assert places()["DEU"].near == {
        "AUT", "BEL", "CHE", "CZE", "DNK", "FRA", "LUX", "NLD", "POL",
    }  # fmt: skip


def test_neighbours_know_each_other():
    known = places()
    for place in known.values():
        assert all(place.id in known[near].near for near in place.near)
        assert place.id not in place.near


def test_every_place_has_an_outline_and_every_state_its_country():
    known = places()
    assert all(ring[0] == ring[-1] and len(ring) > 3 for p in known.values() for ring in p.rings)
    assert {p.within for p in known.values()} == {"", "AUS", "BRA", "CAN", "USA"}


def test_distances_of_an_atlas():
    """Paris to New York: 5,837 km; a quarter of the meridian: 10,008 km on the mean sphere."""
    assert kilometres((2.3522, 48.8566), (-74.0060, 40.7128)) == pytest.approx(5837, abs=3)
    assert kilometres((0, 0), (0, 90)) == pytest.approx(10007.56, abs=0.01)


@given(DEGREES, DEGREES)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round(one, other):
    there = kilometres(one, other)
    assert there == pytest.approx(kilometres(other, one))
    assert 0 <= there <= 20_016
