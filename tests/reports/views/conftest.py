"""A past quarter of the cast with stored numbers, and reviews of it."""

import pytest

import teams.facts
from reports import services
from tests.factories import crm as deals
from tests.factories import kpis as numbers


@pytest.fixture
def quarter(company):
    calendar = teams.facts.company().calendar
    return calendar.previous(calendar.quarter_of(teams.facts.today()))


@pytest.fixture
def numbers_of_quarter(cast, emea, emea_north, americas, quarter):
    """Company 405k of 1,000k; EMEA 150k of 600k, all Bob's; the Americas 255k of 400k."""
    bob, charlie = cast["rep"].rep, cast["rep elsewhere"].rep
    figures = (
        ("company", 1_000_000, 405_000),
        (emea, 600_000, 150_000),
        (emea_north, 600_000, 150_000),
        (americas, 400_000, 255_000),
        (bob, 600_000, 150_000),
        (charlie, 400_000, 255_000),
    )
    for scope, quota, won in figures:
        numbers.stored(
            scope, quarter, quota=quota, won_value=won, attainment=won / quota, gap=quota - won
        )
    deals.stages()
    return quarter


@pytest.fixture
def of_company(numbers_of_quarter, cast):
    return services.make(teams.facts.company_scope(), numbers_of_quarter, by=cast["executive"])


@pytest.fixture
def of_emea(numbers_of_quarter, cast):
    return services.make(
        teams.facts.find_scope("team:emea"), numbers_of_quarter, by=cast["manager"]
    )
