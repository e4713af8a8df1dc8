"""Two territories below one, with accounts in the CRM: where plans begin; and a plan in which an
account of Bob goes to Charlie; and a draft whose territories are not even."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

import teams.facts
from teams.models import Coverage
from territories.models import PlannedTerritory, TerritoryModel
from territories.services import placing
from territories.services.weighing import weigh
from tests.factories import crm as build
from tests.factories import teams as people
from tests.factories import territories as make

SHARES = {"North": (400, 300, 200, 100, 80, 60), "South": (90, 70, 50), "West": (120, 60)}


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


@dataclass
class Moving:
    """An approved model: Oak & Sons goes from Bob to Charlie, Birch stays with Bob."""

    model: TerritoryModel
    south: Any
    north: Any
    oak: Any
    birch: Any
    deal: Any


@pytest.fixture
def moving(bob: Any, charlie: Any) -> Moving:
    model = make.approved()
    north, south = make.territory(model, "North"), make.territory(model, "South")
    make.seat(north, bob.rep)
    make.seat(south, charlie.rep)
    oak = build.account("Oak & Sons", owner=bob.rep, potential=1000, workload=4)
    birch = build.account("Birch", owner=bob.rep, potential=500, workload=2)
    rule = make.rule(south, number=20, note="Everything south of the river")
    make.placement(oak, south, rule=rule)
    make.placement(birch, north)
    build.contact("Olga Oak", account=oak, title="Buyer", email="olga@oak.test")
    steps = {"next_step": "Send the offer", "next_step_on": date(2026, 12, 1)}
    deal = build.deal(
        bob.rep, name="Oak flooring", account=oak, amount=700, close_date=date(2027, 2, 1), **steps
    )
    return Moving(model, south, north, oak, birch, deal)


@pytest.fixture
def draft(company) -> TerritoryModel:
    return make.model("Plan 2027", starts_on=date(2027, 1, 1))


@pytest.fixture
def uneven(draft, bob) -> dict[str, PlannedTerritory]:
    """Three territories by name, each with the accounts of its segment; North holds most, and Bob
    owns those."""
    found = {name: make.territory(draft, name) for name in SHARES}
    for name, territory in found.items():
        make.rule(territory, make.asks("segment", "in", name))
    for name, potentials in SHARES.items():
        for n, potential in enumerate(potentials):
            owner = bob.rep if name == "North" else None
            make.held(
                found[name],
                f"{name} {n}",
                potential=potential,
                workload=potential / 20,
                owner=owner,
                segment=name,
            )
    make.held(found["West"], "Nobody knows", segment="West")
    weigh(draft.pk)
    return found


@pytest.fixture
def spread(draft) -> dict[str, PlannedTerritory]:
    """West sits in Washington, and holds an account in New York; East sits among its accounts."""
    usa = {"country": "United States"}
    west = make.territory(draft, "West", state="WA", **usa)
    east = make.territory(draft, "East")
    for name, territory, state in (
        ("Near", west, "WA"),
        ("Next", west, "OR"),
        ("Far", west, "NY"),
        ("One", east, "NY"),
        ("Two", east, "PA"),
    ):
        make.named(territory, build.account(name, state=state, potential=100, **usa))
    make.named(east, build.account("Nowhere", potential=100))
    placing.place(draft.pk)
    make.goal(draft)
    return {"West": west, "East": east}


@pytest.fixture
def coast(draft) -> dict[str, PlannedTerritory]:
    """West holds Washington and Idaho, Oregon, California; East Nevada, Arizona and Hawaii."""
    usa = {"country": "United States"}
    west, east = make.territory(draft, "West"), make.territory(draft, "East")
    held = {"WA": (100, 80), "ID": (100, 100), "OR": (100, 100), "CA": (200, 200)}
    for territory, states in ((west, held), (east, {"NV": (100,), "AZ": (100,), "HI": (20,)})):
        for state, potentials in states.items():
            for n, each in enumerate(potentials):
                row = build.account(f"{state} {n}", state=state, potential=each, **usa)
                make.named(territory, row)
    make.named(west, build.account("Somewhere", potential=10, **usa))
    placing.place(draft.pk)
    make.goal(draft)
    return {"West": west, "East": east}


@pytest.fixture
def goals(draft):
    return [make.goal(draft), make.goal(draft, "workload", "0.2", 1)]
