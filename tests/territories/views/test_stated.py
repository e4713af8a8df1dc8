"""The page about coverage in the CRM says what is missing, double or contradictory on a day."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from teams.models import Coverage
from tests.factories import teams as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def stated(bob, charlie):
    """North is Bob's, then Bob's and Charlie's; nobody has South; Charlie's record says South."""
    north, south = make.territory("North"), make.territory("South")
    Coverage.objects.create(rep=bob.rep, territory=north, valid=DateRange(date(2026, 1, 1), None))
    Coverage.objects.create(
        rep=charlie.rep, territory=north, valid=DateRange(date(2026, 3, 1), None)
    )
    charlie.rep.territory = south
    charlie.rep.save()


def text(client, **query):
    return client.get(reverse("territories:stated", query=query)).getvalue().decode("utf-8-sig")


def test_each_fault_is_named(stated, dora_client):
    page = text(dora_client, as_of="2026-04-01", export="csv")
    lines = [line.strip('"') for line in page.splitlines()[1:]]
    assert lines == [
        "Nobody covers them,South,",
        "Several people cover them,North,Bob and Charlie",
        "The person's record says otherwise,Charlie: South,North",
    ]


def test_another_day_has_other_faults(stated, dora_client):
    page = text(dora_client, as_of="2026-02-01", export="csv")
    assert "Several people" not in page
    assert "Charlie: South," in page


def test_a_day_that_is_none_is_told(stated, dora_client):
    answer = dora_client.get(reverse("territories:stated", query={"as_of": "soon"}))
    assert answer.status_code == 404
    assert "“soon” is no day" in answer.content.decode()


def test_a_crm_without_territories_says_what_to_do(company, dora_client):
    assert "The CRM states no territories" in text(dora_client)


def test_queries(stated, dora_client):
    counted("territories:stated operations", dora_client, reverse("territories:stated"))
