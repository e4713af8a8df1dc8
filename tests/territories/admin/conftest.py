"""City is part of North, in a draft; South stands beside."""

import pytest

from territories.models import (
    TerritoryModel,
)
from territories.services import editing


@pytest.fixture
def draft(dora):
    return TerritoryModel.objects.create(name="2027", by=dora)


@pytest.fixture
def north(draft, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="North")


@pytest.fixture
def city(draft, north, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="City", parent=north)


@pytest.fixture
def south(draft, dora):
    return editing.create_territory(by=dora, model_id=draft.pk, name="South")
