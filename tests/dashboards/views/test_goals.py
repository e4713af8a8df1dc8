"""Goals below a team: do they fit together, how far are people, what changed."""

from datetime import timedelta
from decimal import Decimal

import pytest

import teams.facts
from kpis.models import Measure, Value
from quotas.services import set_quota
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import kpis as numbers
from tests.query_counts import counted

GOALS = "/performance/goals/"
EMEA_NORTH = {"scope": "team:emea-north"}


@pytest.fixture
def own_goal(numbers_of_quarter, emea_north):
    """EMEA North has a goal of its own, so much beyond the sum of its members'."""

    def beyond(amount: int) -> None:
        Measure.objects.update_or_create(
            slug="quota",
            grain="month",
            start=numbers_of_quarter.start,
            team=emea_north,
            rep=None,
            defaults={"value": Decimal(amount)},
        )

    return beyond


def test_what_is_not_allocated_is_said(alice_client, own_goal):
    own_goal(50_000)
    said = text_of(page(alice_client, GOALS, **EMEA_NORTH))
    assert "$50.0k of the goal is not allocated" in said
    assert "Team goal $600.0k Sum of the members $550.0k Not allocated $50.0k" in said
    assert "EMEA North: the members&#x27; goals fall short of the team&#x27;s" in said


def test_padding_is_said(alice_client, own_goal):
    own_goal(-60_000)
    said = text_of(page(alice_client, GOALS, **EMEA_NORTH))
    assert "goals are 10.0% above the goal" in said
    assert "Padding 10.0%" in said
    assert "fall short" not in said


def test_when_the_rest_is_distributed_nothing_is_left(alice_client, own_goal):
    own_goal(0)
    said = text_of(page(alice_client, GOALS, **EMEA_NORTH))
    assert "goals make up the goal" in said
    assert "Not allocated $0" in said


def test_the_team_s_page_says_it_too(alice_client, own_goal, open_deals):
    own_goal(50_000)
    said = text_of(page(alice_client, "/performance/teams/emea-north/"))
    assert "$50.0k of the goal is not allocated" in said
    assert "So much of the team goal is not allocated to anybody." in said


def test_operations_begin_with_it(dora_client, own_goal, open_deals):
    own_goal(50_000)
    said = text_of(page(dora_client, "/"))
    assert "1 team goal is not made up by its members&#x27; goals" in said
    assert "EMEA North. $50.0k are not allocated to anybody." in said


def test_a_team_without_a_goal_is_named(frank_client, numbers_of_quarter, open_deals, americas):
    Value.objects.filter(kpi="quota", scope="team", scope_id=americas.pk).delete()
    for path in (GOALS, "/performance/"):
        assert "Americas has no team goal" in text_of(page(frank_client, path))


def test_a_member_without_a_goal_is_named(alice_client, numbers_of_quarter, open_deals, bob):
    Value.objects.filter(kpi="quota", scope="rep", scope_id=bob.rep.pk).delete()
    said = text_of(page(alice_client, "/performance/teams/emea-north/"))
    assert "1 member has no goal" in said
    assert "Bob." in said


def test_who_takes_no_part_needs_no_goal(alice_client, numbers_of_quarter, open_deals, bob):
    Value.objects.filter(kpi="quota", scope="rep", scope_id=bob.rep.pk).delete()
    type(bob.rep).objects.filter(pk=bob.rep.pk).update(participates=False)
    said = text_of(page(alice_client, "/performance/teams/emea-north/"))
    assert "has no goal" not in said


def test_people_stand_in_bands_as_they_would_end(frank_client, numbers_of_quarter):
    """Bob has 25 % where 40 % are usual, Charlie 64 %: 62 % and 159 % at the end."""
    said = text_of(page(frank_client, GOALS))
    assert "1 of 2 reaches the goal" in said
    assert "As the period would end at the usual pace." in said
    assert "At 80% or more 50%" in said


def test_a_change_of_a_goal_is_told_with_what_it_was(
    alice_client, bob_client, dora, numbers_of_quarter, bob
):
    days = {"start": numbers_of_quarter.start, "end": numbers_of_quarter.end}
    for amount in (500_000, 600_000):
        set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(amount), **days)
    for client, path in ((alice_client, f"{GOALS}?scope=team:emea-north"), (bob_client, "/me/")):
        said = text_of(client.get(path))
        assert "Goals that changed" in said
        assert "Bob: $600.0k instead of $500.0k" in said


def test_other_people_s_changes_are_not_told(
    alice_client, bob_client, dora, numbers_of_quarter, charlie
):
    days = {"start": numbers_of_quarter.start, "end": numbers_of_quarter.end}
    for amount in (500_000, 600_000):
        set_quota(by=dora, rep_id=charlie.rep.pk, amount=Decimal(amount), **days)
    for client, path in ((alice_client, GOALS), (bob_client, "/me/")):
        assert "Goals that changed" not in text_of(client.get(path))


def test_who_does_not_lead_the_team_does_not_find_it(alice_client, bob_client, cast):
    assert alice_client.get(GOALS, {"scope": "team:americas"}).status_code == 404
    assert bob_client.get(GOALS).status_code == 403


def test_without_numbers_it_says_so(frank_client, cast):
    said = text_of(page(frank_client, GOALS))
    assert "There are no goals for this period yet." in said


def test_from_the_team_to_a_person_and_back_the_period_stays(
    alice_client, numbers_of_quarter, open_deals, bob
):
    before = teams.facts.company().calendar.previous(numbers_of_quarter)
    numbers.stored(bob.rep, before, won_value=10, quota=20, attainment="0.5")
    kept = f"?p={before.slug}"
    team = page(alice_client, "/performance/teams/emea-north/", p=before.slug).content.decode()
    there = f"/performance/reps/{bob.rep.pk}/{kept}"
    assert f'href="{there}"' in team
    person = alice_client.get(there).content.decode()
    assert f'href="/performance/teams/emea-north/{kept}"' in person


def test_costs(dora_client, own_goal, dora, numbers_of_quarter, bob):
    own_goal(50_000)
    later = {"start": numbers_of_quarter.start, "end": numbers_of_quarter.start + timedelta(30)}
    for amount in (500_000, 600_000):
        set_quota(by=dora, rep_id=bob.rep.pk, amount=Decimal(amount), **later)
    counted("dashboards:goals operations", dora_client, GOALS)
