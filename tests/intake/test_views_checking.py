"""Step 3: what a problem leads to, and what the page offers for it."""

import pytest
from django.urls import reverse

from crm import facts as crm
from intake.facts.loads import loads
from intake.services import load_path, wizard
from tests.intake.test_views_wizard import post_match, upload, work
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db
IN_EUROS = [DEALS[0] | {"currency": "EUR"}]


@pytest.fixture
def client(dora, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    return sign_in(dora)


@pytest.fixture
def checked(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "deals.csv", IN_EUROS))
    post_match(client, load)
    return work(load)


def test_a_missing_rate_leads_to_where_rates_are_added(client, checked):
    page = client.get(reverse("intake:check", args=[checked.pk])).content.decode()
    assert f"{reverse('admin:teams_exchangerate_add')}?currency=EUR" in page
    assert f"{reverse('intake:new')}?target=rates" in page
    assert "Treat as" not in page
    form = client.get(reverse("intake:new"), {"target": "rates"}).content.decode()
    assert '<option value="rates" selected>' in form
    assert client.get(reverse("admin:teams_exchangerate_add")).status_code == 200


def test_checking_again_after_a_rate_was_loaded_finds_nothing_missing(client, checked, tmp_path):
    rates = [{"currency": "EUR", "day": "2026-01-01", "rate": "1.25"}]
    load_path(write_csv(tmp_path / "rates.csv", rates))
    address = reverse("intake:check", args=[checked.pk])
    assert client.post(address, {"again": "1"}).status_code == 302
    work(checked)
    assert not checked.issues.filter(severity="warning", field="currency").exists()
    client.post(address, {"store": "1"})
    work(checked)
    assert crm.opportunities().get().value == 39250


def test_a_wrong_code_still_offers_another_currency(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "deals.csv", [DEALS[0] | {"currency": "EUX"}]))
    post_match(client, load)
    work(load)
    page = client.get(reverse("intake:check", args=[load.pk])).content.decode()
    assert "Treat as" in page
    assert '<option value="EUR" selected>' in page


def test_a_load_is_taken_back_without_scripts(client, checked):
    client.post(reverse("intake:check", args=[checked.pk]), {"store": "1"})
    assert wizard.work(checked.pk)
    page = client.get(reverse("intake:done", args=[checked.pk])).content.decode()
    assert "data-dialog" not in page
    assert f'action="{reverse("intake:undo", args=[checked.pk])}"' in page
    assert "1 new row goes." in page
    client.post(reverse("intake:undo", args=[checked.pk]))
    assert loads().get(pk=checked.pk).state == "undone"


def test_the_summary_says_it_no_more_once_the_rates_came(client, checked, tmp_path):
    client.post(reverse("intake:check", args=[checked.pk]), {"store": "1"})
    work(checked)
    rates = [{"currency": "EUR", "day": "2026-01-01", "rate": "1.25"}]
    load_path(write_csv(tmp_path / "rates.csv", rates))
    page = client.get(reverse("intake:done", args=[checked.pk])).content.decode()
    assert "no exchange rate" not in page


def test_the_summary_says_which_deals_have_no_value_yet(client, checked):
    client.post(reverse("intake:check", args=[checked.pk]), {"store": "1"})
    work(checked)
    page = client.get(reverse("intake:done", args=[checked.pk])).content.decode()
    assert "1 deal has no value: there is no exchange rate of EUR" in page
    assert f"{reverse('intake:new')}?target=rates" in page
