"""Teams that miss three quarters running, why, and who is told at home."""

from decimal import Decimal

import pytest

import teams.facts
from kernel.periods import FiscalCalendar
from planning.facts import misses as facts
from teams.access import Access
from tests.factories import kpis as numbers
from tests.query_counts import counted
from ui.asks import asked_of

pytestmark = pytest.mark.django_db
CALENDAR = FiscalCalendar()
URL = "/quotas/misses/"


@pytest.fixture
def results(bob, charlie, emea, emea_north, americas):
    """Everybody usually sells 100 a month. EMEA North was asked for 500 a quarter, the Americas for
    250; EMEA North sold 300 and in the last three quarters 240."""
    now = CALENDAR.quarter_of(teams.facts.today())
    month = CALENDAR.month_of(teams.facts.today())
    for _n in range(36):
        month = CALENDAR.previous(month)
        for person in (bob, charlie):
            numbers.stored(person.rep, month, won_value=100, quota=100)
    quarter = now
    for n in range(7):
        won = 240 if n <= 3 else 600
        numbers.stored(emea_north, quarter, won_value=won, quota=500)
        numbers.stored(americas, quarter, won_value=300, quota=250)
        quarter = CALENDAR.previous(quarter)


def test_three_misses_running_are_told_with_their_causes(results, emea_north):
    (team,) = facts.again(None)
    assert team.id == emea_north.pk
    assert len(team.run.periods) == 3
    causes = team.run.causes
    assert causes.missed == 780
    assert causes.goal == 600  # a full, ramped team usually sells 300 of the 500
    assert causes.capacity == 0
    assert causes.process == 180  # it sold 240 instead of 300


def test_capacity_below_the_goal_is_told(results, emea_north, americas):
    ratios = {team.id: team.ratio for team in facts.seen(None)}
    assert ratios[emea_north.pk] == pytest.approx(Decimal("0.6"))
    assert ratios[americas.pk] == pytest.approx(Decimal("1.2"))


def test_the_page_says_where_it_comes_from(results, dora_client):
    page = counted("planning:misses operations", dora_client, URL).text
    assert "1 team missed three quarters running or more" in page
    assert "the goal is too high" in page
    assert "77%" in page
    assert "Below what is asked" in page


def test_a_manager_sees_the_own_teams_and_is_told_where_the_day_begins(
    results, alice, bob, alice_client
):
    assert "Americas" not in alice_client.get(URL).text
    facts.remember()
    (told,) = asked_of(Access(alice), 6)
    assert told.title == "EMEA North missed 3 quarters running"
    assert told.href == "/quotas/misses/#team-emea-north"
    assert told.why == "Most of it: the goal is too high."
    assert asked_of(Access(bob), 6) == []


def test_without_goals_the_page_says_so(company, dora_client, bob_client):
    assert "No team has a goal yet" in dora_client.get(URL).text
    assert bob_client.get(URL).status_code == 403


def test_greetings_tell_what_was_remembered(results, emea_north):
    assert facts.told(None) == []
    facts.remember()
    assert [team.id for team in facts.told(None)] == [emea_north.pk]
    assert facts.told(frozenset()) == []
