"""Who stands below a scope in a period, for whom."""

from datetime import timedelta

import pytest

import teams.facts
from dashboards.facts import people_tree
from teams.access import Access
from teams.core.scope import Scope
from tests.factories import teams as build

COMPANY = Scope("company", name="Acme")


@pytest.fixture
def below(quarter):
    def tree(scope, person):
        found = people_tree(scope, quarter, Access(person))
        return {key: sorted(keys) for key, keys in found.children.items()}

    return tree


def test_company_teams_reps(below, cast):
    assert below(COMPANY, cast["executive"]) == {
        "company": ["team:americas", "team:emea"],
        "team:emea": ["team:emea-north"],
        "team:emea-north": ["rep:BOB"],
        "team:americas": ["rep:CHARLIE"],
    }


def test_a_team_and_what_is_below_it(below, cast, emea):
    scope = Scope("team", emea.pk, emea.slug, emea.name)
    assert below(scope, cast["executive"]) == {
        "team:emea": ["team:emea-north"],
        "team:emea-north": ["rep:BOB"],
    }


def test_a_manager_sees_only_what_is_theirs(below, cast):
    assert below(COMPANY, cast["manager"]) == {
        "company": ["team:emea"],
        "team:emea": ["team:emea-north"],
        "team:emea-north": ["rep:BOB"],
    }


def test_a_company_without_teams_has_its_reps_at_once(below, company):
    build.rep("Lone", external_id="LONE")
    assert below(COMPANY, build.user("Frank", "executive")) == {"company": ["rep:LONE"]}


def test_leaders_are_named_beside_their_team(quarter, cast):
    found = people_tree(COMPANY, quarter, Access(cast["executive"]))
    assert found.leaders == {"team:emea": "Alice"}


def test_who_moved_within_the_period_stands_in_both_teams(quarter, cast, emea_north, americas):
    bob = cast["rep"].rep
    bob.memberships.all().delete()
    day = quarter.start + timedelta(30)
    build.member(bob, emea_north, quarter.start - timedelta(400), day)
    build.member(bob, americas, day)
    found = people_tree(COMPANY, quarter, Access(cast["executive"]))
    assert "rep:BOB" in found.children["team:emea-north"]
    assert "rep:BOB" in found.children["team:americas"]
    assert found.moves["team:emea-north", "rep:BOB"] == (None, day - timedelta(1))
    assert found.moves["team:americas", "rep:BOB"] == (day, None)


def test_who_left_before_the_period_is_not_there(quarter, cast, emea_north):
    bob = cast["rep"].rep
    bob.memberships.all().delete()
    build.member(bob, emea_north, quarter.start - timedelta(400), quarter.start)
    assert teams.facts.today() >= quarter.start
    found = people_tree(COMPANY, quarter, Access(cast["executive"]))
    assert "team:emea-north" not in found.children
