"""Where each role begins, and the first-run checklist."""

import pytest
from django.utils import timezone

import audit.services
from kpis.models import Value
from quotas.models import Quota
from tests.dashboards.views.test_performance import page, text_of
from tests.factories import crm as deals
from tests.factories import teams as people


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("rep", "/me/"),
        ("manager", "/performance/teams/emea/"),
        ("finance", "/performance/"),
        ("executive", "/performance/"),
    ],
)
def test_the_role_decides_where_one_begins(cast, sign_in, role, address):
    assert sign_in(cast[role]).get("/")["Location"] == address


def test_a_visitor_signs_in_first(client, company):
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_a_sign_in_without_a_rep_is_told_whom_to_ask(sign_in, company):
    said = text_of(page(sign_in(people.user("Rita")), "/"))
    assert "Your sign-in is not tied to a rep yet" in said


def test_operations_begin_with_the_first_steps_while_there_is_no_data(dora_client):
    assert dora_client.get("/")["Location"] == "/start/"
    said = text_of(page(dora_client, "/start/"))
    assert "1 of 6 done" in said
    assert "Who sells, who they report to, since when" in said


def test_steps_are_ticked_as_they_are_done(dora_client, cast, open_deals):
    said = text_of(page(dora_client, "/start/"))
    assert "3 reps in 3 teams" in said
    assert "4 of 6 done" in said


def test_operations_see_what_needs_attention(dora_client, cast, open_deals, numbers_of_quarter):
    deals.deal(cast["rep"].rep, amount=None)
    loner = people.rep("Walter")
    run = audit.services.queue_run(kind="load", params={"load": 7})
    audit.services.finish(run, state="problems", result={"files": [{"rejected": 14}]})
    said = text_of(page(dora_client, "/"))
    assert "14 imported rows wait for a fix" in said
    assert 'href="/imports/7/"' in dora_client.get("/").content.decode()
    assert "1 open deal has no amount" in said
    assert "1 open deal has a past close date" in said
    assert "1 rep is in no team today" in said
    assert loner.name in said
    assert "2 reps have no quota" in said


def test_a_missing_team_goal_is_named(dora_client, cast, open_deals, numbers_of_quarter, americas):
    Value.objects.filter(kpi="quota", scope="team", scope_id=americas.pk).delete()
    said = text_of(page(dora_client, "/"))
    assert "1 team has no goal" in said
    assert "Americas. Without a team goal nobody sees the pace." in said


def test_a_goal_that_was_taken_away_is_missed(
    dora_client, cast, open_deals, numbers_of_quarter, emea_north, americas
):
    goals = [
        Quota.objects.create(
            team=team,
            amount=1_000,
            valid=(numbers_of_quarter.start, numbers_of_quarter.end),
            recorded_at=timezone.now(),
        )
        for team in (emea_north, americas)
    ]
    assert "has no goal" not in text_of(page(dora_client, "/"))
    goals[1].delete()
    assert "1 team has no goal" in text_of(page(dora_client, "/"))


def test_only_operations_see_the_first_steps(bob_client, frank_client):
    assert bob_client.get("/start/").status_code == 403
    assert frank_client.get("/start/").status_code == 403


def test_costs_few_queries(
    dora_client, open_deals, numbers_of_quarter, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page(dora_client, "/")
