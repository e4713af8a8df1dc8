import re
from datetime import date

import pytest

from teams import facts
from teams.models import Company, Holiday
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
GLOBEX = {
    "name": "Globex",
    "currency": "EUR",
    "country": "FR",
    "time_zone": "Europe/Paris",
    "language": "fr",
    "fiscal_year_start": "2",
    "fiscal_pattern": "445",
    "year_named_by_end": "1",
    "week_start": "6",
    "workdays": ["0", "1", "2", "3"],
    "nightly_at": "03:30",
    "names_in_comparison": "1",
}


@pytest.fixture(autouse=True)
def _may_2026(monkeypatch):
    monkeypatch.setattr(facts, "today", lambda: date(2026, 5, 20))


def test_a_fresh_installation_is_set_up_here(dora_client):
    Company.objects.all().delete()
    assert dora_client.get("/company/").status_code == 200
    response = dora_client.post("/company/", GLOBEX, follow=True)
    assert response.redirect_chain == [("/company/", 302)]
    known = facts.company()
    assert (known.name, known.currency, known.is_set_up) == ("Globex", "EUR", True)
    assert known.calendar.pattern == (4, 4, 5)
    assert known.calendar.workdays == {0, 1, 2, 3}
    assert known.calendar.year_named_by_end
    assert known.names_in_comparison
    dora_client.post("/company/", GLOBEX | {"names_in_comparison": ""})
    assert not facts.company().names_in_comparison


def test_a_new_calendar_says_that_numbers_follow(dora_client):
    page = dora_client.post("/company/", GLOBEX, follow=True).content.decode()
    assert "All numbers follow" in page
    page = dora_client.post("/company/", GLOBEX | {"name": "G"}, follow=True).content.decode()
    assert "All numbers follow" not in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"currency": "XXX"}, "currency"),
        ({"workdays": []}, "workdays"),
        ({"fiscal_year_start": "13"}, "fiscal_year_start"),
        ({"nightly_at": "25:00"}, "nightly_at"),
    ],
    ids=str,
)
def test_a_mistake_is_shown_beside_its_field_and_stores_nothing(dora_client, wrong, field):
    page = dora_client.post("/company/", GLOBEX | wrong)
    assert f'id="id_{field}_error"' in page.content.decode()
    assert Company.objects.get().name == "Acme"


def test_the_fiscal_year_is_shown_before_it_is_saved(dora_client):
    page = dora_client.get("/company/", GLOBEX, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "FY27" in page
    assert page.count("<tbody>") == 4
    assert Company.objects.get().name == "Acme"


def test_a_half_filled_calendar_asks_for_the_rest(dora_client):
    page = dora_client.get(
        "/company/", GLOBEX | {"week_start": ""}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Choose the start" in page


def test_holidays_are_added_and_taken_back(dora_client):
    build.company(country="FR")
    page = dora_client.post("/company/holidays/", {"year": "2026"}, follow=True).content.decode()
    assert "days off added" in page
    one = Holiday.objects.get(day=date(2026, 7, 14))
    dora_client.post(f"/company/days-off/{one.pk}/remove/")
    assert not Holiday.objects.filter(pk=one.pk).exists()
    assert dora_client.post(f"/company/days-off/{one.pk}/remove/").status_code == 404


def test_holidays_need_a_country(dora_client, company):
    page = dora_client.post("/company/holidays/", {"year": "2026"}, follow=True).content.decode()
    assert "Choose the country first" in page
    assert not Holiday.objects.exists()


def test_a_day_off_of_our_own(dora_client, company):
    day = {"day": "2026-06-01", "name": "Founding day"}
    assert dora_client.post("/company/days-off/", day).status_code == 302
    again = dora_client.post("/company/days-off/", day)
    assert again.status_code == 422
    assert "That day is off already: Founding day" in again.content.decode()


def test_names_are_shown_as_text(dora_client, company):
    day = {"day": "2026-06-01", "name": "<script>alert(1)</script>"}
    dora_client.post("/company/days-off/", day)
    assert "<script>alert" not in dora_client.get("/company/").content.decode()


def test_each_label_names_one_field(dora_client):
    text = dora_client.get("/company/").content.decode()
    ids = re.findall(r'<(?:input|select)[^>]* id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 10
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', text)) <= set(ids)
