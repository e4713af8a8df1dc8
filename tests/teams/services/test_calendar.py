from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from audit.models import LogEntry
from teams import facts
from teams.memory import remembering
from teams.models import Company, Holiday
from teams.services import calendar
from teams.services.refused import Refused
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def test_a_company_is_set_up_once_and_changed_later(gina):
    Company.objects.all().delete()
    calendar.set_company(by=gina, name="Globex", currency="EUR", country="FR")
    calendar.set_company(by=gina, name="Globex", currency="USD")
    assert Company.objects.get().pk == 1
    created, changed = LogEntry.objects.filter(object_kind="teams.company").order_by("pk")
    assert created.act == "create"
    assert (changed.before, changed.after) == ({"currency": "EUR"}, {"currency": "USD"})


def test_no_change_is_no_log_entry(gina, company):
    calendar.set_company(by=gina, name="Acme", currency="USD")
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"currency": "usd"}, {"time_zone": "Nowhere"}, {"fiscal_year_start": 13}, {"workdays": []}],
    ids=str,
)
def test_what_makes_no_sense_is_refused(gina, company, wrong):
    with pytest.raises(ValidationError):
        calendar.set_company(by=gina, **wrong)
    assert Company.objects.get().currency == "USD"


def test_the_rest_of_the_request_sees_the_change(gina, company):
    with remembering():
        assert facts.company().currency == "USD"
        calendar.set_company(by=gina, currency="EUR")
        assert facts.company().currency == "EUR"


def test_national_holidays_come_once(gina):
    build.company(country="FR")
    build.holiday(date(2026, 5, 1), "Our own name")
    added = calendar.add_holidays(by=gina, years=[2026])
    assert added == Holiday.objects.count() - 1 > 5
    assert calendar.add_holidays(by=gina, years=[2026]) == 0
    assert Holiday.objects.get(day=date(2026, 5, 1)).name == "Our own name"
    assert date(2026, 7, 14) in facts.company().calendar.holidays
    assert LogEntry.objects.filter(act="add_holidays").count() == 1


def test_their_names_are_in_the_readers_language_if_known(gina):
    build.company(country="FR")
    with translation.override("en"):
        calendar.add_holidays(by=gina, years=[2026])
    assert Holiday.objects.get(day=date(2026, 1, 1)).name == "New Year's Day"


@pytest.mark.parametrize("country", ["", "XX"])
def test_holidays_need_a_country(gina, country):
    build.company(country=country)
    with pytest.raises(Refused, match="Choose the country first"):
        calendar.add_holidays(by=gina, years=[2026])


def test_countries_are_named_in_the_readers_language(db):
    with translation.override("fr"):
        assert dict(calendar.countries())["DE"] == "Allemagne"


def test_a_holiday_is_taken_back(gina, company):
    calendar.remove_holiday(by=gina, holiday=build.holiday(date(2026, 1, 1)))
    assert not Holiday.objects.exists()
    assert LogEntry.objects.get().act == "remove_holiday"
