"""Every rule that is a constraint is provoked here, past all forms."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from teams.models import Absence, Company, Coverage, ExchangeRate, Holiday, SavedView, User
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def rep():
    return build.rep()


@pytest.fixture
def north():
    return build.team("North")


def test_one_home_a_day(rep, north):
    build.member(rep, north, JAN, MAR)
    build.member(rep, build.team("South"), MAR)
    with refused("teams_membership_one_home"), transaction.atomic():
        build.member(rep, build.team("East"), FEB, MAR)


def test_leading_is_beside_the_home_but_once_a_team(rep, north):
    build.member(rep, north, JAN)
    build.member(rep, north, JAN, leads=True)
    build.member(rep, build.team("South"), JAN, leads=True)
    with refused("teams_membership_lead_once"), transaction.atomic():
        build.member(rep, north, MAR, leads=True)


def test_a_membership_has_some_days(rep, north):
    with refused("teams_membership_some_days"):
        build.member(rep, north, JAN, JAN)


def test_coverage_once_and_not_empty(rep):
    west = build.territory("West")
    Coverage.objects.create(rep=rep, territory=west, valid=DateRange(JAN, MAR))
    with refused("teams_coverage_once"), transaction.atomic():
        Coverage.objects.create(rep=rep, territory=west, valid=DateRange(FEB, None))
    with refused("teams_coverage_some_days"):
        Coverage.objects.create(rep=rep, territory=west, valid=DateRange(MAR, MAR))


def test_away_once_and_not_empty(rep):
    Absence.objects.create(rep=rep, valid=DateRange(JAN, FEB))
    with refused("teams_absence_once"), transaction.atomic():
        Absence.objects.create(rep=rep, valid=DateRange(date(2026, 1, 31), MAR))
    with refused("teams_absence_some_days"):
        Absence.objects.create(rep=rep, valid=DateRange(MAR, MAR))


@pytest.mark.parametrize("make", [build.team, build.territory])
def test_nothing_is_part_of_itself(make):
    node = make("Loop")
    node.parent = node
    with refused("not_own_parent"):
        node.save()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"fiscal_year_start": 13}, "teams_company_start_month"),
        ({"fiscal_year_start": 0}, "teams_company_start_month"),
        ({"week_start": 7}, "teams_company_week_start"),
        ({"workdays": []}, "teams_company_workdays"),
        ({"workdays": [7]}, "teams_company_workdays"),
    ],
)
def test_the_calendar_makes_sense(fields, name):
    with refused(name):
        build.company(**fields)


def test_there_is_one_company(company):
    with refused("teams_company_one_row"):
        Company.objects.create(pk=2, name="Another", nightly_at="02:00")


def test_a_holiday_is_once(company):
    build.holiday(JAN)
    with pytest.raises(IntegrityError, match="day"):
        Holiday.objects.create(day=JAN, name="Again")


def test_a_rate_is_positive_and_once_a_day():
    build.rate("EUR", JAN, "1.1")
    with refused("teams_rate_once_a_day"), transaction.atomic():
        build.rate("EUR", JAN, "1.2")
    with refused("teams_rate_positive"):
        ExchangeRate.objects.create(currency="EUR", day=FEB, rate=0)


def test_nobody_leaves_before_they_come():
    with refused("teams_rep_leaves_after_hire"):
        build.rep(hired_on=FEB, left_on=JAN)


def test_an_address_is_stored_in_lower_case_once():
    person = build.user("Ann", email="Ann@Acme.test")
    assert person.email == "ann@acme.test"
    with refused("teams_user_email_lower_case"), transaction.atomic():
        User.objects.filter(pk=person.pk).update(email="ANN@acme.test")
    with pytest.raises(IntegrityError, match="email"):
        build.user("Other", email="ANN@ACME.TEST")


def test_a_saved_view_has_one_name_and_one_default_a_page(bob):
    SavedView.objects.create(user=bob, page="deals", name="Mine", is_default=True)
    with refused("teams_view_name_once"), transaction.atomic():
        SavedView.objects.create(user=bob, page="deals", name="Mine")
    with refused("teams_view_one_default"):
        SavedView.objects.create(user=bob, page="deals", name="Other", is_default=True)
