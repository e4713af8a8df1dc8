"""The list of rules: order, what each wins, warnings; running them."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from territories.models import Placement, TerritoryModel
from tests.factories import territories as build
from tests.factories.territories import asks
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def test_rules_with_what_they_win(drawn, dora_client):
    build.rule(drawn.north, asks("planet", "in", "Earth"))
    page = counted(
        "territories:rules operations", dora_client, f"/territories/{drawn.model.pk}/rules/"
    ).text
    assert "Country is Norway" in page
    assert "Never wins" in page
    assert "There is no field “planet”." in page
    assert "As strong elsewhere" in page


def test_never_is_said_after_a_run_only(drawn, dora_client):
    Placement.objects.all().delete()
    page = dora_client.get(f"/territories/{drawn.model.pk}/rules/").text
    assert "Never wins" not in page


def test_search_and_files(drawn, dora_client):
    here = f"/territories/{drawn.model.pk}/rules/"
    assert "Country is Norway" not in dora_client.get(f"{here}?q=south").text
    text = b"".join(dora_client.get(f"{here}?export=csv").streaming_content).decode()
    assert "North,Place,100,Country is Norway,,2,1" in text


def test_running_them(drawn, dora_client, frank, sign_in):
    Placement.objects.all().delete()
    here = f"/territories/{drawn.model.pk}/rules/run/"
    page = dora_client.post(here, follow=True).text
    assert "The rules put 5 accounts elsewhere." in page
    assert sign_in(frank).post(here).status_code == 403


def test_a_plan_in_force_is_not_placed_anew(drawn, dora_client):
    from datetime import date

    TerritoryModel.objects.update(
        state="active", starts_on=date(2026, 1, 1), active=DateRange(date(2026, 1, 1), None)
    )
    page = dora_client.post(f"/territories/{drawn.model.pk}/rules/run/", follow=True).text
    assert "not placed anew" in page
    assert "Run the rules" not in page
