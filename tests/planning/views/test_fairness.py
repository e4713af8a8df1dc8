"""Quota against potential, and what attainment went with."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

import teams.facts
from crm.models import AccountOwner
from kernel.periods import FiscalCalendar
from planning.facts import fairness as facts
from planning.models import QuotaLine
from tests.factories import crm
from tests.factories import kpis as numbers
from tests.factories import planning as build
from tests.factories import teams as people
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
CALENDAR = FiscalCalendar()
SINCE = DateRange(date(2020, 1, 1), None)


def url(plan):
    return f"/quotas/{plan.pk}/fairness/"


def sold(rep, amount, quota):
    month = CALENDAR.month_of(teams.facts.today())
    for _n in range(12):
        month = CALENDAR.previous(month)
        numbers.stored(rep, month, won_value=amount, quota=quota)


@pytest.fixture
def plan(draft, dora, bob, charlie):
    """A published case: whoever "missed" took twice the share of the market."""
    build.figures(dora, draft, company=24_000, Bob=12_000, Charlie=12_000)
    for person, won, potential in ((bob, 1500, 120_000), (charlie, 900, 36_000)):
        sold(person.rep, won, 1000)
        account = crm.account(owner=person.rep, potential=potential)
        AccountOwner.objects.create(account=account, rep=person.rep, valid=SINCE)
    return draft


def test_quota_stands_against_potential(plan, dora_client):
    page = counted("planning:fairness operations", dora_client, url(plan)).text
    for text in ("10.0%", "33.3%", "15.0%", "30.0%", "150%", "90%", "3.3×"):
        assert text in page


def test_with_few_people_nothing_is_flagged(plan, dora_client):
    page = dora_client.get(url(plan)).text
    assert "Stands out" not in page
    assert "Too few to judge" in page


def test_ten_people_who_are_all_alike_are_not_too_few(dora, dora_client, emea_north, bob):
    for n in range(10):
        one = people.rep(f"Person {n}", hired_on=date(2020, 1, 1))
        people.member(one, emea_north)
        sold(one, 800 + 50 * n, 1000)
    assert "All alike" in dora_client.get(url(build.plan(dora))).text


def test_attainment_that_goes_with_tenure_is_flagged(dora, dora_client, emea_north, bob):
    months = CALENDAR.month_of(teams.facts.today())
    for n in range(10):
        hired = CALENDAR.back(months, 13 + n).start
        one = people.rep(f"Person {n}", hired_on=hired)
        people.member(one, emea_north)
        sold(one, 800 + 50 * n, 1000)
    plan = build.plan(dora)
    page = dora_client.get(url(plan)).text
    assert "Attainment goes with: Time in the company" in page


def test_months_without_a_quota_attain_nothing(draft, bob):
    """Their results stand beside the potential alone."""
    month = CALENDAR.month_of(teams.facts.today())
    for n in range(12):
        month = CALENDAR.previous(month)
        quota = {"quota": 1000} if n < 3 else {}
        numbers.stored(bob.rep, month, won_value=500, **quota)
    account = crm.account(owner=bob.rep, potential=60_000)
    AccountOwner.objects.create(account=account, rep=bob.rep, valid=SINCE)
    (line,) = [one for one in facts.of_plan(draft).lines if one.name == "Bob"]
    assert line.past.attainment == 0.5
    assert line.asked.penetration == pytest.approx(0.1)


def test_a_person_with_two_lines_counts_once(plan, dora, bob, americas):
    """With the sum of what is asked, and once in what all sold."""
    second = QuotaLine.objects.create(
        goal=plan.goals.get(), parent=build.line(plan, "Americas"), rep=bob.rep, planned=6000
    )
    found = facts.of_plan(plan)
    line = next(one for one in found.lines if one.name == "Bob")
    assert [one.name for one in found.lines] == ["Bob", "Charlie"]
    assert line.asked.burden == pytest.approx((12_000 + second.planned) / 120_000)
    assert line.team == "EMEA North, Americas"
    assert found.distribution.people == 2


def test_the_list_is_searched_and_taken_along(plan, frank_client):
    assert "Charlie" not in frank_client.get(url(plan) + "?q=bob").text
    file = b"".join(frank_client.get(url(plan) + "?export=csv")).decode()
    assert "Bob" in file
    assert "Charlie" in file


def test_an_empty_plan_says_so(draft, dora_client, alice_client):
    draft.goals.all().delete()
    assert "No person has a quota" in dora_client.get(url(draft)).text
    assert alice_client.get(url(draft)).status_code == 403
