"""KPIs of the sample company have the totals of its files, and hang together."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from crm import facts as crm
from kernel.periods import Period
from kpis import facts, services
from sample.services import load_sample
from sample.source import STAGES
from teams import facts as teams

pytestmark = pytest.mark.django_db
EVER = Period(date(2015, 1, 1), date(2040, 1, 1), "range")
DATA = Path(__file__).parent.parent / "data"
REGIONAL = json.loads((DATA / "regional_sales.json").read_text())


@pytest.fixture(scope="module")
def sample(django_db_setup: None, django_db_blocker) -> Iterator[dict]:
    with django_db_blocker.unblock(), transaction.atomic():
        found = load_sample(today=teams.today())
        connection.check_constraints()  # once, not after each test
        yield found
        transaction.set_rollback(True)


def test_the_sample_has_the_totals_of_its_files(sample):
    slugs = ("won_value", "won_count", "win_rate", "open_pipeline")
    found = services.compute(teams.company_scope(), EVER, kpis=slugs)
    assert found["won_value"].value == Decimal(REGIONAL["won"])
    assert found["won_count"].value == REGIONAL["won_deals"]
    assert round(float(found["win_rate"].value), 6) == REGIONAL["close_rate"]
    assert found["open_pipeline"].value == Decimal(REGIONAL["open"])
    assert found["open_pipeline"].n >= REGIONAL["open_deals"]


def test_the_open_pipeline_from_the_second_stage_on(sample):
    rows = crm.opportunities().filter(status="open").exclude(stage__name=STAGES[0])
    total = rows.aggregate(total=Sum("value"))["total"]
    assert total == Decimal(REGIONAL["open_from_second_stage"])


def test_the_sample_recomputes_and_adds_up(sample):
    assert services.recompute().state == "done"
    calendar = teams.company().calendar
    years = {calendar.year_of(date(y, 6, 1)) for y in range(2022, teams.today().year + 2)}
    company = teams.company_scope()
    won = [facts.values(company, year, ["won_value"])["won_value"].value for year in years]
    assert sum(value for value in won if value is not None) == Decimal(REGIONAL["won"])
    quarter = facts.values(company, calendar.quarter_of(teams.today()))
    unknown = {slug for slug, one in quarter.items() if one.value is None and not one.note}
    assert unknown == set()
