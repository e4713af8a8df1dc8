"""A value worked out now is written as the stored one is, to the last decimal."""

from decimal import Decimal
from io import StringIO

import pandas as pd
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.facts.values import exact


def stored(number: float, places: int) -> Decimal:
    """What the database holds of a number that came with a table of values."""
    out = StringIO()
    pd.DataFrame({"x": [number]}).round(places).to_csv(out, index=False, header=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::numeric(24, %s)", [out.getvalue().strip(), places])
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0.403858125, 0.5 / 10**8, 2.675, -0.403858125, 900e9 + 0.1])
def test_ties_end_the_same_way(number):
    assert exact(number, 8) == stored(number, 8)


@pytest.mark.django_db
@settings(max_examples=200)
@given(number=st.floats(-9e11, 9e11), places=st.sampled_from([6, 8]))
def test_every_number_ends_the_same_way(number, places):
    assert exact(number, places) == stored(number, places)


def test_unknown_stays_unknown():
    assert exact(float("nan"), 8) is None
