from datetime import UTC, date, datetime

import pytest

from kernel.dated import Days
from teams import facts
from teams.core.scope import Scope, UnknownScope
from teams.memory import remembering
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
Q1 = date(2026, 1, 1), date(2026, 4, 1)


def test_company_is_one_query_with_its_holidays(company, django_assert_num_queries):
    build.holiday(date(2026, 1, 1))
    build.holiday(date(2026, 5, 1))
    with django_assert_num_queries(1):
        known = facts.company()
    assert known.is_set_up
    assert known.name == "Acme"
    assert known.calendar.holidays == {date(2026, 1, 1), date(2026, 5, 1)}


def test_a_fresh_installation_has_defaults_and_says_so(db):
    known = facts.company()
    assert not known.is_set_up
    assert (known.currency, known.time_zone, known.calendar.start_month) == ("USD", "UTC", 1)
    assert facts.company_name() == ""
    assert facts.data_as_of() is None
    assert facts.children(facts.company_scope(), *Q1) == []


def test_the_fiscal_calendar_follows_the_company(db):
    build.company(fiscal_year_start=2, fiscal_pattern="445", week_start=6, workdays=[6, 0, 1])
    calendar = facts.company().calendar
    assert (calendar.start_month, calendar.pattern, calendar.week_start) == (2, (4, 4, 5), 6)
    assert calendar.workdays == {6, 0, 1}


def test_a_request_reads_the_company_once(company, django_assert_num_queries):
    with django_assert_num_queries(1), remembering():
        facts.company()
        facts.today()


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Pacific/Auckland", date(2026, 3, 2)), ("America/New_York", date(2026, 3, 1))],
)
def test_today_is_the_date_at_the_company(db, monkeypatch, zone, day):
    build.company(time_zone=zone)
    monkeypatch.setattr(facts.timezone, "now", lambda: datetime(2026, 3, 1, 20, tzinfo=UTC))
    assert facts.today() == day


def test_scopes_are_found_by_key(bob, emea_north):
    build.territory("US West")
    assert facts.find_scope("company") == Scope("company", name="Acme")
    assert facts.find_scope("team:emea-north").id == emea_north.id
    assert facts.find_scope("rep:BOB").name == "Bob"
    assert facts.find_scope("territory:us-west").key == "territory:us-west"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("team:emae", "did you mean team:emea"),
        ("rep:bob", "did you mean rep:BOB"),
        ("rep:", "write company, team:SLUG"),
        ("planet:mars", "write company, team:SLUG"),
        ("company:acme", "write company, team:SLUG"),
    ],
)
def test_an_unknown_scope_says_what_is_near(bob, key, message):
    with pytest.raises(UnknownScope, match=message):
        facts.find_scope(key)


def test_the_tree_knows_what_is_below(emea, emea_north, americas):
    assert facts.sub_team_ids(emea.id) == [emea.id, emea_north.id]
    assert facts.team_tree().roots() == [americas.id, emea.id]


def test_memberships_are_those_that_overlap(bob, emea, emea_north):
    old = build.rep("Old")
    build.member(old, emea_north, date(2025, 1, 1), date(2026, 1, 1))
    found = facts.memberships(*Q1)
    assert [(m.rep_id, m.team_id, m.days) for m in found] == [
        (bob.rep.id, emea_north.id, Days(build.START, None))
    ]
    assert {m.rep_id for m in facts.memberships(date(2025, 12, 31), date(2026, 1, 1))} == {
        bob.rep.id,
        old.id,
    }
    assert facts.memberships(*Q1, team_ids=[emea.id]) == []


def test_drill_down_goes_to_teams_then_people(alice, bob, charlie, emea):
    company = facts.company_scope()
    assert [s.key for s in facts.children(company, *Q1)] == ["team:americas", "team:emea"]
    assert [s.key for s in facts.children(facts.find_scope("team:emea"), *Q1)] == [
        "team:emea-north"
    ]
    assert [s.key for s in facts.children(facts.find_scope("team:emea-north"), *Q1)] == ["rep:BOB"]
    assert facts.children(facts.find_scope("rep:BOB"), *Q1) == []


def test_people_stay_where_they_were_then(bob, emea_north, americas):
    mover = build.rep("Mover", external_id="MOVER")
    build.member(mover, emea_north, date(2025, 1, 1), date(2026, 1, 1))
    build.member(mover, americas, date(2026, 1, 1))
    north = facts.find_scope("team:emea-north")
    assert [s.slug for s in facts.children(north, *Q1)] == ["BOB"]
    assert [s.slug for s in facts.children(north, date(2025, 1, 1), date(2025, 4, 1))] == [
        "BOB",
        "MOVER",
    ]


def test_without_teams_the_company_consists_of_people(company):
    build.rep("Zoe")
    build.rep("Adam")
    assert [s.name for s in facts.children(facts.company_scope(), *Q1)] == ["Adam", "Zoe"]


def test_leaders_by_day(alice, emea, americas):
    second = build.rep("Second")
    build.member(second, emea, date(2026, 2, 1), leads=True)
    assert facts.leaders([emea.id, americas.id], date(2026, 1, 31)) == {emea.id: "Alice"}
    assert facts.leaders([emea.id], date(2026, 2, 1)) == {emea.id: "Alice, Second"}


def test_scopes_of_a_kind_by_id(bob, charlie):
    found = facts.scopes_of("rep", [bob.rep.id, charlie.rep.id, 10**9])
    assert {s.key for s in found.values()} == {"rep:BOB", "rep:CHARLIE"}
