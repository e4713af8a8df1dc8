"""Two territories below one, with accounts in the CRM: where plans begin."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

import teams.facts
from teams.models import Coverage
from tests.factories import crm as build
from tests.factories import teams as people


@pytest.fixture
def today(company) -> date:
    return teams.facts.today()


@pytest.fixture
def stated(bob, charlie):
    """EMEA above North, covered by Bob since 2024, and South, which nobody covers; an account in
    each, owned by Bob, and one in none."""
    emea = people.territory("EMEA")
    north, south = people.territory("North", emea), people.territory("South", emea)
    Coverage.objects.create(rep=bob.rep, territory=north, valid=DateRange(date(2024, 1, 1), None))
    for place in (north, south):
        build.account(
            f"In {place.name}",
            owner=bob.rep,
            territory=place,
            stated_owner=bob.rep,
            stated_territory=place.slug,
            potential=1000,
        )
    build.account("Nowhere")
    return {"emea": emea, "north": north, "south": south}
