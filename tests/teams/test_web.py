from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404
from django.test import RequestFactory

from teams import facts
from teams.access import Access
from teams.models import Membership
from teams.web import compared_with, period_of, scope_of
from tests.factories import teams as build

pytestmark = pytest.mark.django_db


def request_of(user, **params):
    request = RequestFactory().get("/", params)
    request.user, request.access = user, Access(user)
    return request


@pytest.fixture(autouse=True)
def _may_2026(monkeypatch):
    monkeypatch.setattr(facts, "today", lambda: date(2026, 5, 20))


@pytest.mark.parametrize(
    ("text", "slug"),
    [("", "2026-Q2"), ("2026-03", "2026-03"), ("FY25", "FY2025"), (" 2026-Q1 ", "2026-Q1")],
)
def test_the_period_is_in_the_address(dora, text, slug):
    assert period_of(request_of(dora, p=text)).slug == slug


def test_the_current_period_may_be_of_another_kind(dora):
    assert period_of(request_of(dora), "month").slug == "2026-05"


@pytest.mark.parametrize(
    "text",
    ["soon", "2026-13", "0000-01", "FY9999", "2026-02-30..2026-03-01",
     "0001-01", "1899-12", "9999-12-30..9999-12-31", "0001-01-01..0002-01-01"],
)  # fmt: skip
def test_what_is_no_period_is_not_found_and_says_how_to_write_one(dora, text):
    with pytest.raises(Http404, match="Write a month like 2026-05"):
        period_of(request_of(dora, p=text))


@pytest.mark.parametrize(
    ("vs", "slug"),
    [
        ("", "2025-Q2"),
        ("year", "2025-Q2"),
        ("previous", "2026-Q1"),
        ("2024-Q4", "2024-Q4"),
        ("rubbish", "2025-Q2"),
        ("0001-01", "2025-Q2"),
    ],
)
def test_what_it_is_compared_with(dora, vs, slug):
    request = request_of(dora, vs=vs)
    assert compared_with(request, period_of(request)).slug == slug


def test_or_with_nothing(dora):
    request = request_of(dora, vs="none")
    assert compared_with(request, period_of(request)) is None


def test_the_scope_is_in_the_address_or_where_one_starts(alice, bob):
    request = request_of(alice)
    assert scope_of(request, period_of(request)).key == "team:emea"
    request = request_of(alice, scope="rep:BOB")
    assert scope_of(request, period_of(request)).name == "Bob"


def test_a_scope_of_others_is_not_found(alice, charlie):
    request = request_of(alice, scope="rep:CHARLIE")
    with pytest.raises(Http404):
        scope_of(request, period_of(request))


@pytest.mark.parametrize(
    ("days", "seen"),
    [("2026-05-11..2026-05-20", True), ("2026-05-10..2026-06-30", True),
     ("2020-01-01..2026-05-20", False), ("2026-04-01..2026-05-12", False), ("2026-Q2", True)],
)  # fmt: skip
def test_days_of_ones_own_choice_are_seen_from_the_first_to_the_last(alice, bob, days, seen):
    """Alice leads since 10 May. Bob sees himself on all days, Dora everybody."""
    led = Membership.objects.filter(rep=alice.rep, leads=True)
    led.update(valid=DateRange(date(2026, 5, 10), None))
    request = request_of(alice, scope="team:emea", p=days)
    if seen:
        assert scope_of(request, period_of(request)).key == "team:emea"
    else:
        with pytest.raises(Http404):
            scope_of(request, period_of(request))
    own = request_of(bob, p=days)
    assert scope_of(own, period_of(own)).key == "rep:BOB"


def test_a_fiscal_year_from_february(db):
    build.company(fiscal_year_start=2)
    assert period_of(request_of(build.user("Ann", "operations"))).start == date(2026, 5, 1)
