"""The company, its days off and its exchange rates in the administration."""

from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import LogEntry
from teams import facts
from teams.models import Company, ExchangeRate, Holiday
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def url(model, act, *args):
    return reverse(f"admin:teams_{model}_{act}", args=args)


def text(response):
    return response.content.decode()


def test_the_company_is_one_and_stays(gina_client, company):
    response = gina_client.get(url("company", "changelist"))
    assert response.url == url("company", "change", 1)
    assert gina_client.get(url("company", "add")).status_code == 403
    assert gina_client.post(url("company", "delete", 1), {"post": "yes"}).status_code == 403


def test_the_company_is_changed_through_its_service(gina_client, gina, company):
    form = {
        "name": "Globex",
        "currency": "USD",
        "time_zone": "UTC",
        "language": "en",
        "fiscal_year_start": "2",
        "fiscal_pattern": "445",
        "week_start": "0",
        "workdays": ["0", "1"],
        "nightly_at": "02:00",
    }
    assert gina_client.post(url("company", "change", 1), form).status_code == 302
    row = Company.objects.get()
    assert (row.name, row.fiscal_pattern, row.workdays) == ("Globex", "445", [0, 1])
    assert LogEntry.objects.get(object_kind="teams.company").by == gina


def test_national_holidays_come_by_a_button(gina_client):
    build.company(country="FR")
    assert reverse("admin:teams_holiday_national") in text(
        gina_client.get(url("holiday", "changelist"))
    )
    asked = {"year": str(facts.today().year), "act": "1"}
    page = text(gina_client.post(reverse("admin:teams_holiday_national"), asked, follow=True))
    assert "days off are new" in page
    assert Holiday.objects.count() > 5


def test_without_a_country_it_says_what_to_do(gina_client, company):
    asked = {"year": str(facts.today().year), "act": "1"}
    page = gina_client.post(reverse("admin:teams_holiday_national"), asked, follow=True)
    assert "Choose the country first" in text(page)


def test_a_rate_is_added_and_not_changed(gina_client, company):
    new = {"currency": "EUR", "day": "2026-04-01", "rate": "1.1"}
    assert gina_client.post(url("exchangerate", "add"), new).status_code == 302
    rate = ExchangeRate.objects.get()
    gina_client.post(url("exchangerate", "change", rate.pk), new | {"rate": "2"})
    rate.refresh_from_db()
    assert rate.rate == Decimal("1.1")
    assert "already exists" in text(gina_client.post(url("exchangerate", "add"), new))
