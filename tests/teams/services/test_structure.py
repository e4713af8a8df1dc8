from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.models import LogEntry
from teams import facts
from teams.memory import remembering
from teams.models import Membership
from teams.services import structure
from teams.services.refused import Refused
from tests.factories import teams as build

pytestmark = pytest.mark.django_db
APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def homes(rep):
    return [
        (row.team.slug, row.valid.lower, row.valid.upper)
        for row in Membership.objects.filter(rep=rep, leads=False).order_by("valid")
    ]


def test_a_move_closes_the_old_and_opens_the_new(dora, bob, americas):
    structure.move_member(by=dora, rep=bob.rep, team=americas, on=APRIL, reason="new region")
    assert homes(bob.rep) == [
        ("emea-north", build.START, APRIL),
        ("americas", APRIL, None),
    ]
    acts = LogEntry.objects.filter(by=dora).order_by("pk").values_list("act", "reason")
    assert list(acts) == [("leave", "new region"), ("join", "new region")]


def test_numbers_of_the_past_keep_their_team(dora, bob, americas):
    structure.move_member(by=dora, rep=bob.rep, team=americas, on=APRIL)
    north, there = (facts.find_scope(key) for key in ("team:emea-north", "team:americas"))
    q1, q2 = (date(2026, 1, 1), APRIL), (APRIL, JULY)
    assert [s.slug for s in facts.children(north, *q1)] == ["BOB"]
    assert facts.children(north, *q2) == []
    assert [s.slug for s in facts.children(there, *q2)] == ["BOB"]


def test_a_planned_move_is_not_overwritten(dora, bob, americas, emea):
    structure.move_member(by=dora, rep=bob.rep, team=americas, on=OCTOBER)
    structure.move_member(by=dora, rep=bob.rep, team=emea, on=APRIL)
    assert [team for team, _, _ in homes(bob.rep)] == ["emea-north", "emea", "americas"]
    assert homes(bob.rep)[1][1:] == (APRIL, OCTOBER)


def test_moving_where_one_is_says_since_when(dora, bob, emea_north):
    with pytest.raises(Refused, match="Bob is there already: EMEA North since 1 January 2024"):
        structure.move_member(by=dora, rep=bob.rep, team=emea_north, on=APRIL)
    assert len(homes(bob.rep)) == 1


def test_moving_on_the_very_first_day_is_explained(dora, bob, americas):
    with pytest.raises(Refused, match="starts elsewhere on that very day: EMEA North since"):
        structure.move_member(by=dora, rep=bob.rep, team=americas, on=build.START)


def test_an_overlap_names_the_membership_in_the_way(dora, bob, americas):
    structure.move_member(by=dora, rep=bob.rep, team=americas, on=APRIL)
    with pytest.raises(Refused) as caught:
        structure.join_team(by=dora, rep=bob.rep, team=americas, on=date(2026, 3, 1), until=JULY)
    assert ("EMEA North from 1 January 2024 to 31 March 2026; Americas since 1 April 2026") in str(
        caught.value
    )


def test_leading_is_beside_the_home(dora, bob, emea_north):
    structure.join_team(by=dora, rep=bob.rep, team=emea_north, on=APRIL, leads=True)
    with pytest.raises(Refused, match=r"Bob already leads this team .* EMEA North since 1 April"):
        structure.join_team(by=dora, rep=bob.rep, team=emea_north, on=JULY, leads=True)
    assert facts.leaders([emea_north.id], APRIL) == {emea_north.id: "Bob"}


def test_an_end_before_the_start_is_refused(dora, bob, americas):
    with pytest.raises(Refused, match="end must be after"):
        structure.join_team(by=dora, rep=bob.rep, team=americas, on=APRIL, until=APRIL)


def test_leaving_ends_on_the_day_before(dora, bob):
    row = bob.rep.memberships.get()
    structure.leave_team(by=dora, membership=row, on=APRIL)
    assert homes(bob.rep) == [("emea-north", build.START, APRIL)]


@pytest.mark.parametrize("on", [build.START, date(2023, 5, 5), date(2027, 1, 1)])
def test_leaving_needs_a_day_inside(dora, bob, on):
    row = bob.rep.memberships.get()
    Membership.objects.filter(pk=row.pk).update(valid=DateRange(build.START, JULY))
    with pytest.raises(Refused, match="choose a day after the start and before the end"):
        structure.leave_team(by=dora, membership=row, on=on)


def test_what_was_read_before_the_move_is_read_again(dora, bob, americas):
    with remembering():
        facts.company()
        structure.move_member(by=dora, rep=bob.rep, team=americas, on=APRIL)
        found = facts.memberships(APRIL, JULY)
    assert {m.team_id for m in found if m.rep_id == bob.rep.id} == {americas.id}
