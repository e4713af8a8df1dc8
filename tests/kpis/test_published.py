"""KPIs of AdventureWorks equal what its makers published, and its files' own totals."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, transaction

from intake.services import load_path
from kpis import services
from kpis.facts import KpiValue
from teams import facts as teams
from teams.core.scope import Scope
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent.parent / "data"
WORKS = json.loads((DATA / "adventureworks.json").read_text())


@pytest.fixture(scope="module")
def adventureworks(django_db_setup: None, django_db_blocker) -> Iterator[dict]:
    """Orders by people with dated quotas, through a mapping file."""

    with django_db_blocker.unblock(), transaction.atomic():
        build.company(name="Adventure Works")
        folder = DATA / "adventureworks"
        found = load_path(folder, mapping=folder / "mapping.yaml", as_of=date(2014, 7, 1))
        connection.check_constraints()  # once, not after each test
        yield found
        transaction.set_rollback(True)


def over(scope: Scope, start: str, stop: str, *kpis: str) -> dict[str, KpiValue]:
    period = teams.company().calendar.parse(f"{start}..{stop}")
    return services.compute(scope, period, kpis=kpis)


def test_each_person_since_the_published_day(adventureworks):
    for person, total in WORKS["since_2013-05-30"].items():
        scope = teams.find_scope(f"rep:{person}")
        won = over(scope, "2013-05-30", "2014-07-01", "won_value")["won_value"]
        assert won.value == Decimal(total), person


@pytest.mark.parametrize("n", range(len(WORKS["quarters"])))
def test_quarters_between_irregular_quota_dates(adventureworks, n):
    quarter = WORKS["quarters"][n]
    ends = [q["start"] for q in WORKS["quarters"][1:]] + ["2014-06-01"]
    found = over(
        teams.company_scope(), quarter["start"], ends[n], "attainment", "quota", "won_value"
    )
    assert found["quota"].value == quarter["quota"]
    assert found["won_value"].value == Decimal(str(quarter["actual"]))
    assert round(float(found["attainment"].value), 4) == quarter["attainment"]


def test_teams_are_the_sums_of_the_people_below(adventureworks):
    """The hierarchy of people becomes teams: whoever manages, leads one."""
    for manager, team in WORKS["teams"].items():
        led = [m for m in teams.memberships(date(2014, 6, 1), date(2014, 6, 2))
               if m.leads and m.rep_id == teams.find_scope(f"rep:{manager}").id]  # fmt: skip
        scope = teams.scopes_of("team", [led[0].team_id])[led[0].team_id]
        won = over(scope, "2013-05-30", "2014-07-01", "won_value")["won_value"]
        assert won.value == Decimal(team["since_2013-05-30"]), manager
