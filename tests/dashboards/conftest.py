"""A quarter of the cast with stored numbers: EMEA is behind, the Americas are ahead."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

import teams.facts
from tests.factories import crm as deals
from tests.factories import kpis as numbers


@pytest.fixture
def quarter(company):
    return teams.facts.company().calendar.quarter_of(teams.facts.today())


@pytest.fixture
def numbers_of_quarter(cast, emea, emea_north, americas, quarter):
    """Company 1,000k of quota; usual by today is 40 %."""
    usual = {"expected_share": "0.4", "needed_coverage": "3.2", "win_rate": "0.25"}
    bob, charlie = cast["rep"].rep, cast["rep elsewhere"].rep

    def put(scope, quota, won, pipeline):
        numbers.stored(
            scope,
            quarter,
            quota=quota,
            won_value=won,
            attainment=won / quota,
            gap=quota - won,
            open_pipeline=pipeline,
            coverage=pipeline / (quota - won),
            **usual,
        )

    put("company", 1_000_000, 405_000, 1_500_000)
    put(emea, 600_000, 150_000, 500_000)
    put(emea_north, 600_000, 150_000, 500_000)
    put(americas, 400_000, 255_000, 1_000_000)
    put(bob, 600_000, 150_000, 500_000)
    put(charlie, 400_000, 255_000, 1_000_000)
    numbers.stored(bob, quarter, won_count=5, chance_of_quota="0.42", required_run_rate=9_000)
    numbers.halves(bob, quarter, "deal_value", 150_000, 5)
    numbers.halves(bob, quarter, "win_rate", 5, 20)
    numbers.won_on(bob, emea_north, quarter.start, 150_000)
    numbers.won_on(charlie, americas, quarter.start, 255_000)
    numbers.open_in_stage(bob, emea_north, deals.stages()["propose"], quarter, 2, 500_000)
    numbers.usual_path(quarter, [(n + 1) / quarter.days for n in range(quarter.days)])
    return quarter


@pytest.fixture
def open_deals(cast):
    """Bob: one late deal and one in order. Charlie: one without a next step."""
    today = teams.facts.today()
    soon = {
        "close_date": today + timedelta(1),
        "next_step": "Call",
        "next_step_on": today,
        "last_activity_on": today,
    }
    bob, charlie = cast["rep"].rep, cast["rep elsewhere"].rep
    return SimpleNamespace(
        late=deals.deal(bob, name="Wexley Pharma", amount=33_600, close_date=today - timedelta(4)),
        fine=deals.deal(bob, name="Harrow Biotech", amount=42_000, **soon),
        elsewhere=deals.deal(
            charlie, name="Vale Polymers", amount=29_500, close_date=today + timedelta(1)
        ),
    )
