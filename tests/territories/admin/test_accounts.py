"""Names, locks and exceptions in the administration."""

from datetime import date

import pytest

from territories.models import (
    AccountException,
    AccountLock,
    NamedAccount,
    Rule,
)
from territories.services import editing
from tests.factories import crm
from tests.territories.admin.pages import FRANCE, as_sent, text, url

pytestmark = pytest.mark.django_db


def test_accounts_are_named_locked_and_excepted(gina_client, draft, north):
    acme = crm.account("Acme")
    days = {"valid_0": "2026-01-01", "valid_1": "2026-06-01"}
    sent = {"territory": north.pk, "account": acme.pk, "model": draft.pk}
    sent |= {"why": "Old friends", "reason": "Promised", **days}
    for model in ("namedaccount", "accountlock", "accountexception"):
        assert gina_client.post(url(model, "add"), sent).status_code == 302
    assert NamedAccount.objects.get().why == "Old friends"
    assert AccountLock.objects.get().reason == "Promised"
    row = AccountException.objects.get()
    endless = {"reason": "Promised", "valid_0": "2026-01-01", "valid_1": ""}
    body = text(gina_client.post(url("accountexception", "change", row.pk), endless))
    assert "an end after it" in body
    sooner = {"reason": "Promised", "valid_0": "2026-01-01", "valid_1": "2026-03-01"}
    assert gina_client.post(url("accountexception", "change", row.pk), sooner).status_code == 302
    row.refresh_from_db()
    assert row.valid.upper == date(2026, 3, 1)


def test_rows_of_a_territory_are_edited_with_it(gina_client, north, dora):
    acme, ajax = crm.account("Acme"), crm.account("Ajax")
    row = editing.create_rule(
        by=dora, territory=north, kind=Rule.Kind.GEOGRAPHY, include=FRANCE, number=10
    )
    sent = {
        "rules-TOTAL_FORMS": 1,
        "rules-INITIAL_FORMS": 1,
        "rules-0-id": row.pk,
        "rules-0-territory": north.pk,
        "rules-0-number": 30,
        "rules-0-note": "later",
        "named-TOTAL_FORMS": 1,
        "named-INITIAL_FORMS": 0,
        "named-0-territory": north.pk,
        "named-0-account": acme.pk,
        "named-0-why": "Old friends",
        "exceptions-TOTAL_FORMS": 1,
        "exceptions-INITIAL_FORMS": 0,
        "exceptions-0-territory": north.pk,
        "exceptions-0-account": ajax.pk,
        "exceptions-0-reason": "Promised",
        "exceptions-0-valid_0": "2026-01-01",
        "exceptions-0-valid_1": "2026-06-01",
    }
    page = url("plannedterritory", "change", north.pk)
    assert gina_client.post(page, as_sent(north, **sent)).status_code == 302
    row.refresh_from_db()
    assert (row.number, row.note, row.include) == (30, "later", FRANCE)
    assert NamedAccount.objects.get().account == acme
    assert AccountException.objects.get().account == ajax
