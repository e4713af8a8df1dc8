"""Whom a manager or rep sees, and when. Alice 1, Bob 2, Charlie 3; team 10 above 11, 20 apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import Days
from kernel.tree import Tree
from teams.core.access import (
    MANAGER,
    REP,
    RIGHTS,
    ROLES,
    SEES_ALL,
    Belonging,
    may,
    may_administer,
    reach,
)

ALICE, BOB, CHARLIE = 1, 2, 3
TREE = Tree({10: None, 11: 10, 20: None})
Y25, Y26, Y27 = (date(year, 1, 1) for year in (2025, 2026, 2027))
ALWAYS = Days()


def leads(rep, team, days=ALWAYS):
    return Belonging(rep, team, True, days)


def home(rep, team, days=ALWAYS):
    return Belonging(rep, team, False, days)


def test_a_manager_sees_the_teams_below_and_their_people():
    seen = reach(MANAGER, ALICE, [leads(ALICE, 10), home(BOB, 11), home(CHARLIE, 20)], TREE)
    assert seen.teams_on(ALWAYS) == {10, 11}
    assert seen.reps_on(ALWAYS) == {ALICE, BOB}


def test_a_manager_below_does_not_see_upwards():
    seen = reach(MANAGER, ALICE, [leads(ALICE, 11), home(ALICE, 11), home(BOB, 10)], TREE)
    assert seen.teams_on(ALWAYS) == {11}
    assert seen.reps_on(ALWAYS) == {ALICE}


def test_only_on_the_dates_they_led():
    facts = [leads(ALICE, 10, Days(Y26, Y27)), home(BOB, 11)]
    seen = reach(MANAGER, ALICE, facts, TREE)
    assert not seen.sees_rep(BOB, Days(Y25, Y26))
    assert seen.sees_rep(BOB, Days(Y25, Y26 + timedelta(1)))
    assert not seen.sees_rep(BOB, Days(Y27, None))
    assert not seen.sees_team(11, Days(Y27, None))


def test_only_people_who_were_there_then():
    facts = [leads(ALICE, 10), home(BOB, 11, Days(Y25, Y26)), home(BOB, 20, Days(Y26))]
    seen = reach(MANAGER, ALICE, facts, TREE)
    assert seen.sees_rep(BOB, Days(Y25, Y26))
    assert not seen.sees_rep(BOB, Days(Y26, Y27))


def test_being_there_before_and_leading_after_do_not_meet():
    facts = [leads(ALICE, 10, Days(Y26)), home(BOB, 10, Days(Y25, Y26))]
    assert reach(MANAGER, ALICE, facts, TREE).reps_on(ALWAYS) == {ALICE}


def test_who_leads_a_team_below_is_seen():
    facts = [leads(ALICE, 10), leads(BOB, 11)]
    assert reach(MANAGER, ALICE, facts, TREE).reps_on(ALWAYS) == {ALICE, BOB}


@pytest.mark.parametrize("role", [REP, ""])
def test_a_rep_sees_only_themselves_even_when_leading(role):
    seen = reach(role, BOB, [leads(BOB, 10), home(CHARLIE, 10)], TREE)
    assert seen.reps_on(ALWAYS) == {BOB}
    assert seen.teams_on(ALWAYS) == frozenset()


def test_a_sign_in_without_a_rep_sees_nobody():
    assert reach(MANAGER, None, [leads(ALICE, 10)], TREE).reps_on(ALWAYS) == frozenset()


def test_a_team_that_is_gone_is_ignored():
    assert reach(MANAGER, ALICE, [leads(ALICE, 99)], TREE).teams == {}


days = st.builds(
    lambda start, length: Days(
        date(2026, 1, 1) + timedelta(start),
        None if length is None else date(2026, 1, 1) + timedelta(start + length),
    ),
    st.integers(0, 20),
    st.none() | st.integers(1, 20),
)
belongings = st.lists(
    st.builds(Belonging, st.integers(1, 4), st.sampled_from([10, 11, 20]), st.booleans(), days),
    max_size=8,
)


@given(known=belongings, on=st.integers(0, 40))
def test_seeing_agrees_with_asking_day_by_day(known, on):
    """An independent answer: does any led team lie above any team that the person is in today?"""
    today = date(2026, 1, 1) + timedelta(on)
    seen = reach(MANAGER, ALICE, known, TREE)
    led = {b.team_id for b in known if b.rep_id == ALICE and b.leads and today in b.days}
    below = {team for top in led for team in TREE.below(top)}
    people = {b.rep_id for b in known if b.team_id in below and today in b.days} | {ALICE}
    day = Days(today, today + timedelta(1))
    assert seen.teams_on(day) == below
    assert seen.reps_on(day) == people


def test_rights_name_roles_that_exist():
    assert all(roles <= set(ROLES) and roles for roles in RIGHTS.values())
    assert may("operations", "load")
    assert not may("finance", "load")
    with pytest.raises(KeyError):
        may("operations", "fly")


@pytest.mark.parametrize(
    ("role", "app", "codename", "answer"),
    [
        ("administrator", "teams", "delete_user", True),
        ("administrator", "mfa", "view_authenticator", True),
        ("operations", "teams", "change_membership", True),
        ("operations", "teams", "view_user", True),
        ("operations", "teams", "change_user", False),
        ("operations", "audit", "view_run", True),
        ("operations", "audit", "delete_logentry", False),
        ("operations", "mfa", "view_authenticator", False),
        ("operations", "auth", "add_group", False),
        ("finance", "teams", "view_team", False),
        ("executive", "crm", "view_opportunity", False),
        ("manager", "teams", "change_membership", False),
        ("rep", "teams", "view_team", False),
    ],
)
def test_who_may_do_what_in_the_administration(role, app, codename, answer):
    assert may_administer(role, app, codename) is answer


def test_seeing_all_is_for_the_roles_that_serve_everybody():
    assert set(ROLES) - {"rep", "manager"} == SEES_ALL
