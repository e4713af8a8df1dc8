"""The made-up company of the KPI tests with a review of its last whole quarter."""

import pytest

from reports import services
from teams import facts as teams
from tests.kpis.conftest import simulated

__all__ = ["simulated"]


@pytest.fixture
def quarter(simulated):
    calendar = teams.company().calendar
    return calendar.previous(calendar.quarter_of(teams.today()))


@pytest.fixture
def made(quarter):
    return services.make(teams.company_scope(), quarter)
