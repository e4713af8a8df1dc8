"""What happened to a model, its dated changes, and where the CRM still says otherwise."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import Account
from territories.facts.otherwise import otherwise
from territories.models import Seat
from territories.services import plans
from territories.services.activation import activate_due
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(stated, dora, frank, charlie, today):
    """South goes to Charlie; in force, and Bob's seat ends after a month."""
    model = plans.from_stated(by=dora, name="Next", starts_on=today + timedelta(1)).model
    Seat.objects.filter(territory__slug="south").update(rep=charlie.rep)
    seat = Seat.objects.get(territory__slug="north")
    end = today + timedelta(30)
    Seat.objects.create(territory=seat.territory, role=seat.role, valid=DateRange(end, None))
    Seat.objects.filter(pk=seat.pk).update(valid=DateRange(seat.valid.lower, end))
    plans.submit(by=dora, model=model)
    plans.approve(by=frank, model=model, words="Well done")
    activate_due(today + timedelta(1))
    model.refresh_from_db()
    return model


def test_steps_and_dated_changes_are_told(plan, today, alice_client):
    account = Account.objects.get(name="In South")
    north = plan.territories.get(slug="north")
    make.exception(north, account, today, today + timedelta(9), "Promised to Fay")
    url = f"/territories/{plan.pk}/history/"
    page = counted("territories:history manager", alice_client, url)
    for text in (
        "Approved: Frank",
        "Well done",
        "Activated: Salesops",
        "Bob sat in North until the day before",
        "Nobody sits in North from this day",
        "Promised to Fay",
    ):
        assert text in page.text


def test_what_the_crm_still_says_is_listed_for_loading(plan, dora_client):
    assert [row.name for row in otherwise()] == ["In South"]
    page = dora_client.get(f"/territories/{plan.pk}/")
    assert "Of 1 account the CRM states another owner or territory" in page.text
    url = "/territories/otherwise/"
    page = counted("territories:otherwise operations", dora_client, url)
    assert "In South" in page.text
    lines = dora_client.get(url, {"export": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[1:5] == ["In South", "Charlie", "South", "Bob"]


def test_a_crm_that_caught_up_is_not_listed(plan, charlie, dora_client):
    Account.objects.filter(name="In South").update(stated_owner=charlie.rep)
    assert not otherwise().exists()
    assert "The CRM says the same" in dora_client.get("/territories/otherwise/").text


def test_managers_read_what_their_people_own(plan, alice_client):
    """Charlie's are not Alice's."""
    assert "In South" not in alice_client.get("/territories/otherwise/").text


def test_as_of_keeps_to_the_days_in_force(plan, today, dora_client):
    url = f"/territories/{plan.pk}/"
    later = today + timedelta(40)
    assert dora_client.get(url, {"as_of": str(later)}).text.count("Open seat") == 1
    assert "Bob" in dora_client.get(url, {"as_of": "2001-01-01"}).text
    assert dora_client.get(url, {"as_of": "never"}).status_code == 404
