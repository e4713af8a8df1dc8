"""Why is this account here: the trace in words, who may read it, and the history."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from teams.facts import today
from territories.models import Alignment, TerritoryModel
from tests.factories import crm
from tests.factories import teams as people
from tests.factories import territories as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def at(account, query=""):
    return f"/accounts/{account.pk}/territory/{query}"


def test_what_won_and_what_did_not(drawn, dora_client):
    page = counted("territories:why operations", dora_client, at(drawn.oslo)).text
    assert "North gets it by its id only: South claims it as strongly" in page
    assert "City is Oslo" in page
    assert "Does not meet it" in page
    page = dora_client.get(at(drawn.lyon)).text
    assert "South gets it: Place, number 100" in page
    assert "No territory claims it" in dora_client.get(at(drawn.nowhere)).text


def test_without_the_exception(drawn, dora_client):
    build.exception(drawn.north, drawn.lyon, today(), today() + timedelta(9), "The owner asked")
    page = dora_client.get(at(drawn.lyon)).text
    assert "North gets it: Exception" in page
    assert "The owner asked (until" in page
    assert "Without the exception it would belong to South (Place, number 100)." in page


def test_the_family_is_named(drawn, dora_client):
    child = crm.account("Paris SA", parent=drawn.oslo)
    page = dora_client.get(at(child)).text
    assert "The topmost account of its family decides:" in page
    assert at(drawn.oslo) in page


def test_before_there_is_a_plan(company, dora_client):
    account = crm.account("Lone", territory=people.territory("West"))
    page = dora_client.get(at(account)).text
    assert "The CRM states West for Lone. There is no plan yet." in page


def test_history_marks_the_day(drawn, dora_client):
    role = build.owning_role()
    for name, valid in (
        ("Old West", DateRange(date(2025, 1, 1), date(2026, 1, 1))),
        ("New West", DateRange(date(2026, 1, 1), None)),
    ):
        Alignment.objects.create(
            account=drawn.oslo, role=role, territory=people.territory(name), level=90, valid=valid
        )
    page = dora_client.get(at(drawn.oslo, "?as_of=2025-06-01")).text
    marked = page.split('aria-current="date"')[1]
    assert marked.index("Old West") < marked.index("</tr>")
    assert dora_client.get(at(drawn.oslo, "?as_of=soon")).status_code == 404


def test_a_rep_reads_of_own_accounts_in_force(drawn, bob_client, charlie, sign_in):
    page = bob_client.get(at(drawn.oslo))
    assert page.status_code == 200
    assert "Plan 2027" not in page.text
    assert bob_client.get(at(drawn.oslo, f"?model={drawn.model.pk}")).status_code == 404
    assert sign_in(charlie).get(at(drawn.oslo)).status_code == 404
    TerritoryModel.objects.update(
        state="active", starts_on=date(2026, 1, 1), active=DateRange(date(2026, 1, 1), None)
    )
    assert "Plan 2027" in bob_client.get(at(drawn.oslo)).text


def test_the_account_page_leads_there(drawn, bob, bob_client, dora_client):
    assert at(drawn.oslo) in dora_client.get(f"/accounts/{drawn.oslo.pk}/").text
    assert at(drawn.oslo) in bob_client.get(f"/accounts/{drawn.oslo.pk}/").text
    crm.deal(account=drawn.lyon, owner=bob.rep)
    page = bob_client.get(f"/accounts/{drawn.lyon.pk}/")
    assert (page.status_code, at(drawn.lyon) in page.text) == (200, False)
