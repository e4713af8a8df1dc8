"""Moves that the rules ask for: listed, committed, declined."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account
from territories.models import Placement, RoutedMove, TerritoryModel
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(drawn):
    """The plan is in force, and Bergen moved to France."""
    TerritoryModel.objects.update(
        state="active", starts_on=date(2026, 1, 1), active=DateRange(date(2026, 1, 1), None)
    )
    Account.objects.filter(pk=drawn.bergen.pk).update(country="France")
    return drawn


def at(drawn, rest=""):
    return f"/territories/{drawn.model.pk}/routing/{rest}"


def test_asked_on_demand_and_committed(changed, dora_client):
    page = dora_client.post(at(changed, "run/"), follow=True).text
    assert "The rules ask for 1 move" in page
    counted("territories:routing operations", dora_client, at(changed))
    move = RoutedMove.objects.get()
    page = dora_client.post(
        at(changed, "decide/"), {"act": "commit", "move": move.pk}, follow=True
    ).text
    assert "1 move is in force from today." in page
    assert Placement.objects.get(account=changed.bergen).territory == changed.south
    assert "The rules ask for no move" in page


def test_declined(changed, dora_client):
    dora_client.post(at(changed, "run/"))
    move = RoutedMove.objects.get()
    page = dora_client.post(
        at(changed, "decide/"), {"act": "decline", "move": move.pk}, follow=True
    )
    assert "1 move was declined." in page.text
    assert Placement.objects.get(account=changed.bergen).territory == changed.north


def test_a_draft_asks_for_nothing(drawn, dora_client):
    page = dora_client.post(at(drawn, "run/"), follow=True).text
    assert "This plan is not in force." in page


def test_only_operators_decide(changed, frank, sign_in):
    assert sign_in(frank).get(at(changed)).status_code == 403
