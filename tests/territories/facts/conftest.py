"""Two territories side by side."""

import pytest

from tests.factories import territories as build


@pytest.fixture
def model():
    return build.model()


@pytest.fixture
def north(model):
    return build.territory(model, "North")


@pytest.fixture
def south(model):
    return build.territory(model, "South")
