"""Who may open which page of the plans, when, and what the pages ask."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from territories.models import (
    Rule,
    TerritoryModel,
)
from territories.services import editing
from tests.factories import crm
from tests.query_counts import counted
from tests.territories.admin.pages import ADDED, FRANCE, LISTS, START, as_sent, begin, text, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens_and_answers_a_search(dora_client, city, model):
    response = dora_client.get(url(model, "changelist"), {"q": "a"}, follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("model", ADDED)
def test_every_form_to_add_opens(dora_client, north, model):
    assert dora_client.get(url(model, "add")).status_code == 200


@pytest.mark.parametrize("who", ["finance", "executive", "manager", "rep"])
def test_others_stay_outside(cast, sign_in, city, who):
    client = sign_in(cast[who])
    for model in LISTS:
        page = client.get(url(model, "changelist"), follow=True)
        assert "site-name" not in text(page)
    client.post(url("plannedterritory", "change", city.pk), as_sent(city, name="Mine"))
    city.refresh_from_db()
    assert city.name == "City"


@pytest.mark.parametrize("state", ["in_review", "approved", "archived"])
def test_a_plan_that_is_no_draft_is_read(gina_client, draft, north, dora, state):
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    begin(draft)
    days = DateRange(START, None) if state == "archived" else None
    TerritoryModel.objects.update(state=state, active=days)
    for model, pk in (("plannedterritory", north.pk), ("rule", row.pk)):
        page = gina_client.get(url(model, "change", pk))
        assert page.status_code == 200
        assert 'name="_save"' not in text(page)
        assert gina_client.post(url(model, "change", pk), {"name": "South"}).status_code == 403
    assert "Country is France" in text(gina_client.get(url("rule", "change", row.pk)))


def test_pages_hold_no_inline_script_or_style(gina_client, north, dora):
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    pages = [
        url("plannedterritory", "change", north.pk),
        url("rule", "change", row.pk),
        url("territorymodel", "change", north.model_id),
        url("seat", "changelist"),
    ]
    for page in pages:
        body = text(gina_client.get(page))
        assert "<script>" not in body
        assert "<style" not in body
        assert " onclick=" not in body
        assert ' style="' not in body


def test_how_much_the_pages_ask(gina_client, draft, north, city, bob, dora):
    for n, place in enumerate((north, city)):
        editing.add_seat(
            by=dora, territory=place, role_id=place.role_id, rep_id=bob.rep.pk, on=START
        )
        editing.create_rule(
            by=dora, territory=place, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=n
        )
        editing.name_account(by=dora, territory=place, account_id=crm.account().pk)
    tree = f"{url('plannedterritory', 'changelist')}?model__id__exact={draft.pk}"
    counted("admin:territories_plannedterritory list", gina_client, tree)
    one = url("plannedterritory", "change", north.pk)
    counted("admin:territories_plannedterritory one", gina_client, one)
    counted("admin:territories_rule list", gina_client, url("rule", "changelist"))
    counted("admin:territories_seat list", gina_client, url("seat", "changelist"))


def test_names_and_exceptions_are_not_asked_for_one_by_one(gina_client, draft, north, dora):
    """A territory may have a thousand: so many came with a proposal."""
    address = url("plannedterritory", "change", north.pk)

    def queries(more):
        for _n in range(more):
            account = crm.account()
            editing.name_account(by=dora, territory=north, account_id=account.pk)
            editing.add_exception(
                by=dora,
                territory=north,
                account_id=account.pk,
                reason="Asked",
                on=START,
                until=date(2026, 6, 1),
            )
        with CaptureQueriesContext(connection) as asked:
            assert gina_client.get(address).status_code == 200
        return len(asked)

    assert queries(2) == queries(10)
