"""Deals that moved with their account and are still the old owner's in the CRM."""

from datetime import timedelta

import pytest

from crm.models import Account, Opportunity
from teams import facts as teams
from territories.facts.otherwise import deals_otherwise
from territories.models import Policy
from territories.services.activation import activate_due
from territories.services.handovers import prepare
from tests.factories import crm as sell
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
URL = "/territories/otherwise/deals/"


@pytest.fixture
def begun(moving):
    """Oak & Sons is Charlie's since today; its deals are Bob's in the CRM."""
    moving.model.starts_on = teams.today()
    moving.model.save()
    make.named(moving.south, moving.oak)
    doors = sell.deal(moving.oak.owner, name="Oak doors", stage="negotiate", account=moving.oak)
    until = teams.today() + timedelta(30)
    make.hold(moving.oak.owner, teams.today(), until, deal=doors)
    return moving


def begin(begun):
    prepare(begun.model)
    activate_due(teams.today())
    assert Account.objects.get(pk=begun.oak.pk).owner.name == "Charlie"


def left_behind():
    return [deal.name for deal in deals_otherwise()]


def test_what_moves_is_listed_until_the_crm_says_so(begun, charlie, dora_client):
    begin(begun)
    assert left_behind() == ["Oak flooring"]
    said = dora_client.get(f"/territories/{begun.model.pk}/").text
    assert "1 open deal moved with its account" in said
    page = counted("territories:otherwise_deals operations", dora_client, URL)
    assert "Oak flooring" in page.text
    lines = dora_client.get(URL, {"export": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[1:4] == ["Oak flooring", "Charlie", "Bob"]
    Opportunity.objects.filter(name="Oak flooring").update(owner=charlie.rep)
    assert left_behind() == []
    assert "No deal is left behind" in dora_client.get(URL).text


def test_what_stays_by_the_policy_is_not(begun):
    Policy.objects.update(open_deals="stay")
    begin(begun)
    assert left_behind() == []


def test_a_manager_sees_those_of_their_people(begun, alice, alice_client):
    begin(begun)
    assert "Oak flooring" in alice_client.get(URL).text
