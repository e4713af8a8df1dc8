"""Bottlenecks as kept: found in the data of a company, once, with the deals behind them."""

from datetime import timedelta

import pytest

from crm.models import DealChange, Opportunity
from kpis.facts import bottlenecks as facts
from kpis.models import Bottleneck
from kpis.services import bottlenecks
from teams import facts as teams
from tests.factories import crm as build

pytestmark = pytest.mark.django_db


def deals(rep, *, lost: int, moved: int, age: int, reason: str = "Price") -> None:
    """Entered Qualify so many days ago; gone ten days later."""
    found = build.stages()
    day = teams.today() - timedelta(age)
    for n in range(lost + moved):
        gone = n < lost
        deal = build.deal(
            rep,
            stage=found["lost" if gone else "propose"],
            created_on=day,
            closed_on=day + timedelta(10) if gone else None,
            lost_reason=reason if gone else "",
        )
        build.change(deal, "stage", "qualify", day)
        build.change(deal, "stage", "lost" if gone else "propose", day + timedelta(10))


@pytest.fixture
def leak(bob, charlie):
    """Bob loses three of four in Qualify, where he lost one of four; Charlie goes on as before."""
    for rep, lost in ((bob.rep, 30), (charlie.rep, 10)):
        deals(rep, lost=lost, moved=40 - lost, age=60, reason="No decision")
        deals(rep, lost=40, moved=120, age=200)


def test_the_leak_is_found_where_it_is(leak, emea_north):
    assert bottlenecks.keep() == 1
    found = Bottleneck.objects.get()
    assert (found.kind, found.team, found.stage.slug) == ("leak", emea_north, "qualify")
    assert (found.bad, found.cases, found.bad_before, found.cases_before) == (30, 40, 40, 160)
    assert found.now_from <= teams.today() - timedelta(60) < found.now_to
    assert (found.cause, found.cause_about) == ("reason", "No decision")
    assert found.money_low > 0
    assert found.check_on > teams.today()


def test_a_second_look_writes_nothing(leak):
    bottlenecks.keep()
    assert bottlenecks.keep() == 0


def test_its_deals_are_those_that_were_counted(leak):
    bottlenecks.keep()
    found = Bottleneck.objects.get()
    assert facts.deals(found).count() == found.bad
    assert set(facts.deals(found).values_list("owner__external_id", flat=True)) == {"BOB"}


def test_what_is_gone_stays_on_record(leak):
    bottlenecks.keep()
    DealChange.objects.filter(new="lost").update(new="propose")
    Opportunity.objects.filter(status="lost").update(status="open", closed_on=None)
    assert bottlenecks.keep() == 1
    assert Bottleneck.objects.get().gone_on == teams.today()
    assert list(facts.bottlenecks()) == []


def test_nothing_without_deals(company):
    assert bottlenecks.keep() == 0


def test_the_company_as_it_is_now(leak):
    """What an action is measured by: the same counts again, of any days."""
    bottlenecks.keep()
    found = Bottleneck.objects.get()
    again = facts.measured(found, found.now_from, found.now_to)
    assert (again.bad, again.cases) == (found.bad, found.cases)
    assert again.low < again.value < again.high
