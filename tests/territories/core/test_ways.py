"""Ways between the middles of places: seats, what is unknown, and sums by unit."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from territories.core.atlas import Held
from territories.core.places import find, kilometres, middle
from territories.core.ways import Known, known, seats, ways

USA = "United States"


def centre(country, state=""):
    return find(country, state).centre


def far(one, other):
    return kilometres(centre(*one), centre(*other))


def held(territory, *rows):
    return [
        Held(country, state, territory, accounts, None if amount is None else Decimal(amount))
        for country, state, accounts, amount in rows
    ]


def test_a_seat_is_where_the_plan_says():
    rows = held(1, (USA, "NY", 5, 100))
    assert seats(rows, {1: (USA, "WA")})[1] == centre(USA, "WA")


def test_else_it_is_the_middle_of_its_accounts_by_potential():
    rows = held(1, (USA, "NY", 1, 300), (USA, "WA", 50, 100))
    expected = middle([(centre(USA, "NY"), 300), (centre(USA, "WA"), 100)])
    assert seats(rows, {1: ("", "")})[1] == pytest.approx(expected)


def test_where_nobody_knows_a_potential_accounts_are_counted():
    rows = held(1, (USA, "NY", 1, None), (USA, "WA", 3, None))
    expected = middle([(centre(USA, "NY"), 1), (centre(USA, "WA"), 3)])
    assert seats(rows, {1: ("", "")})[1] == pytest.approx(expected)


def test_without_any_place_there_is_no_seat():
    rows = held(1, ("Atlantis", "", 4, 10))
    assert seats(rows, {1: ("", ""), 2: ("", "")}) == {1: None, 2: None}
    assert known(rows, {1: ("", ""), 2: (USA, "")}) == Known(4, 0, 2, 1)


@pytest.mark.parametrize(
    ("told", "enough"),
    [
        (Known(10, 8, 5, 4), True),
        (Known(10, 7, 5, 5), False),
        (Known(10, 10, 5, 3), False),
        (Known(10, 10, 1, 1), False),
        (Known(0, 0, 0, 0), False),
    ],
)
def test_most_places_must_be_known(told, enough):
    assert told.enough is enough


def test_the_middle_of_opposite_sides_of_the_date_line_is_between_them():
    assert middle([((170.0, 0.0), 1.0), ((-170.0, 0.0), 1.0)]) == pytest.approx((180.0, 0.0))


@pytest.mark.parametrize("spots", [[], [((0.0, 0.0), 0.0)], [((0.0, 0.0), 1), ((180.0, 0.0), 1)]])
def test_what_has_no_middle(spots):
    assert middle(spots) is None


def frame(*rows):
    columns = ["account", "family", "territory", "country", "state", "potential"]
    return pd.DataFrame(rows, columns=columns)


def test_a_unit_goes_as_far_as_its_accounts_together():
    accounts = frame(
        (1, 1, 7, USA, "NY", 10.0),
        (2, 1, 7, USA, "PA", 10.0),
        (3, 3, 8, "France", "", np.nan),
    )
    units = pd.DataFrame({"account": [1, 3], "family": [1, 3], "territory": [7, 8]})
    found = ways(accounts, units, {8: ("France", ""), 7: (USA, "NY")})
    france, york, penn = ("France",), (USA, "NY"), (USA, "PA")
    family = [far(york, france) + far(penn, france), far(penn, york)]
    assert found.km == pytest.approx(np.array([family, [0.0, far(france, york)]]))
    assert (found.unknown, found.unknown_seats) == (0, 0)
    assert found.total([1, 0]) == pytest.approx(far(penn, york))


def test_what_nobody_knows_is_as_far_as_the_others_on_average():
    accounts = frame(
        (1, 1, 7, USA, "NY", 1.0), (2, 2, 7, "Atlantis", "", 1.0), (3, 3, 8, USA, "WA", np.nan)
    )
    units = pd.DataFrame({"account": [1, 2, 3], "family": [1, 2, 3], "territory": [7, 7, 8]})
    found = ways(accounts, units, {7: (USA, "NY"), 8: (USA, "WA"), 9: ("", "")})
    across = far((USA, "NY"), (USA, "WA"))
    mean = across / 2
    expected = [[0, across, mean], [mean, mean, mean], [across, 0, mean]]
    assert found.km == pytest.approx(np.array(expected))
    assert (found.unknown, found.unknown_seats) == (1, 1)


def test_nothing_known_is_no_way_at_all():
    accounts = frame((1, 1, 7, "", "", np.nan))
    units = pd.DataFrame({"account": [1], "family": [1], "territory": [7]})
    assert ways(accounts, units, {7: ("", "")}).km.tolist() == [[0.0]]
