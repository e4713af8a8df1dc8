"""A small plan of two territories, placed: an overlap, gaps, an empty seat."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from territories.services.placing import place
from tests.factories import crm
from tests.factories import territories as build
from tests.factories.territories import asks


@pytest.fixture
def drawn(bob: Any, charlie: Any) -> Any:
    """North: Norway. South: France, and Norwegians in Oslo as strongly. Nobody: Finland, Chad."""
    model = build.model("Plan 2027")
    north, south = (build.territory(model, name) for name in ("North", "South"))
    rules = SimpleNamespace(
        north=build.rule(north, asks("country", "in", "Norway")),
        south=build.rule(south, asks("country", "in", "France")),
        oslo=build.rule(south, asks("city", "in", "Oslo")),
        never=build.rule(south, asks("country", "in", "Spain"), number=7),
    )
    accounts = SimpleNamespace(
        bergen=crm.account("Bergen AS", country="Norway", state="Vestland", owner=bob.rep),
        oslo=crm.account("Oslo AS", country="Norway", city="Oslo", owner=bob.rep),
        lyon=crm.account("Lyon SA", country="France", industry="Food", owner=charlie.rep),
        turku=crm.account("Turku Oy", country="Finland", industry="Food",
                          potential=Decimal(90000)),
        nowhere=crm.account("Nowhere Ltd", country="Chad", potential=Decimal(1000)),
    )  # fmt: skip
    place(model.pk)
    return SimpleNamespace(model=model, north=north, south=south, rules=rules, **vars(accounts))
