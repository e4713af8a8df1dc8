"""The page of one plan: the cascade, figures typed into it, and the steps of each role."""

from datetime import timedelta
from decimal import Decimal

import pytest

import teams.facts
from planning.services import lines, plans
from tests.factories import planning as build
from tests.factories import teams as people
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def url(plan, rest=""):
    return f"/quotas/{plan.pk}/{rest}"


def act(client, plan, name, words=""):
    return client.post(url(plan, "act/"), {"act": name, "words": words}, follow=True)


def typed(client, line, amount, version=None, **headers):
    said = {"planned": amount, "version": version or line.version}
    where = url(line.goal.plan, f"lines/{line.pk}/planned/")
    return client.post(where, said, headers=headers, follow=True)


def test_the_cascade_says_what_is_left(draft, dora, dora_client):
    build.figures(dora, draft, company="1000", EMEA="600", Americas="300", Bob="700")
    build.figures(dora, draft, EMEA_North="600", Charlie="300")
    page = counted("planning:plan operations", dora_client, url(draft))
    assert "Planned for Bob" in page.text
    assert ">100\n<" in page.text
    assert "−100" in page.text
    assert "+16.7%" in page.text


def test_a_figure_is_typed_and_what_follows_comes_back(draft, dora, dora_client):
    build.figures(dora, draft, company="1000")
    emea = build.line(draft, "EMEA")
    page = typed(dora_client, emea, "1,200.50", HX_Request="true")
    assert f'id="left-{build.line(draft).pk}" hx-swap-oob="true"' in page.text
    assert "−200.50" in page.text
    assert f'id="v-{emea.pk}" name="version" value="2"' in page.text
    emea.refresh_from_db()
    assert emea.planned == Decimal("1200.50")


def test_without_scripts_the_page_comes_back(draft, dora_client):
    page = typed(dora_client, build.line(draft, "EMEA"), "1200")
    assert page.redirect_chain[0][0].startswith(url(draft))
    assert 'value="1,200"' in page.text


@pytest.mark.parametrize(
    ("amount", "version", "said"),
    [("many", None, "in digits"), ("-1", None, "not negative"), ("1.234", None, "2 decimal"),
     ("5", 7, "Somebody changed this line")],
)  # fmt: skip
def test_what_is_in_the_way_is_said_beside_the_figure(draft, dora_client, amount, version, said):
    emea = build.line(draft, "EMEA")
    page = typed(dora_client, emea, amount, version, HX_Request="true")
    assert said in page.text
    assert f'id="v-{emea.pk}"' not in page.text
    emea.refresh_from_db()
    assert emea.planned is None


def test_a_manager_sees_and_proposes_for_their_people_alone(draft, dora, alice_client):
    build.figures(dora, draft, company="1000", EMEA="600", Bob="500")
    plans.ask(by=dora, plan=draft, until=teams.facts.today() + timedelta(5))
    page = counted("planning:plan manager", alice_client, url(draft))
    assert "Bob" in page.text
    assert "Charlie" not in page.text
    assert "Planned for" not in page.text
    bob, charlie = build.line(draft, "Bob"), build.line(draft, "Charlie")
    assert alice_client.get(url(draft, f"lines/{charlie.pk}/")).status_code == 404
    said = {f"{bob.pk}-amount": "450", f"{bob.pk}-why": "Starts late"}
    page = alice_client.post(url(draft, "proposals/"), said, follow=True)
    assert "1 proposal is stored." in page.text
    page = counted("planning:propose manager", alice_client, url(draft, "proposals/"))
    assert "Starts late" in page.text


def test_a_proposal_without_reason_stays_typed(draft, dora, alice_client):
    plans.ask(by=dora, plan=draft, until=teams.facts.today() + timedelta(5))
    bob = build.line(draft, "Bob")
    page = alice_client.post(url(draft, "proposals/"), {f"{bob.pk}-amount": "450"}, follow=True)
    assert "Say why you propose 450 for Bob" in page.text
    assert 'value="450"' in page.text


def test_each_figure_opens_its_history_and_ways_to_close_the_gap(draft, dora, dora_client):
    build.figures(dora, draft, company="1000", Bob="500")
    bob = build.line(draft, "Bob")
    lines.propose(by=dora, line=bob, amount=Decimal(400), why="Late start")
    page = counted("planning:line operations", dora_client, url(draft, f"lines/{bob.pk}/"))
    assert "Late start" in page.text
    assert "1 person more" in page.text
    assert "goes back to the line above" in page.text
    said = {"way": "target", "why": "Agreed"}
    page = dora_client.post(url(draft, f"lines/{bob.pk}/close/"), said, follow=True)
    assert "Agreed" in page.text
    bob.refresh_from_db()
    assert bob.planned == 400


def test_a_line_is_locked_and_unlocked(draft, dora, dora_client):
    build.figures(dora, draft, Bob="500")
    bob = build.line(draft, "Bob")
    where = url(draft, f"lines/{bob.pk}/lock/")
    assert "Unlock" in dora_client.post(where, {"locked": "1"}, follow=True).text
    assert "Unlock" not in dora_client.post(where, {"locked": "0"}, follow=True).text


def test_goals_come_and_go(draft, dora_client):
    said = {"measure": "units", "product_family": "", "segment": ""}
    page = dora_client.post(url(draft, "goals/"), said, follow=True)
    assert "Units" in page.text
    goal = draft.goals.get(measure="units")
    counted("planning:goals operations", dora_client, url(draft, "goals/"))
    dora_client.post(url(draft, f"goals/{goal.pk}/remove/"))
    assert draft.goals.count() == 1
    dora_client.post(url(draft, f"goals/{draft.goals.get().pk}/remove/"))
    assert "The plan measures nothing yet" in dora_client.get(url(draft)).text


def test_managers_are_asked_and_people_say_something(draft, dora_client, erin_client):
    until = teams.facts.today() + timedelta(5)
    page = dora_client.post(url(draft, "ask/"), {"until": until, "words": "Hires"}, follow=True)
    assert "Managers propose until" in page.text
    page = erin_client.post(url(draft, "comment/"), {"words": "It is much"}, follow=True)
    assert "It is much" in page.text


def test_people_of_a_large_plan_come_with_their_team(dora, emea_north, americas, dora_client):
    for n in range(70):
        people.member(people.rep(f"Rep {n:02}"), emea_north if n < 40 else americas)
    plan = build.plan(dora)
    page = counted("planning:plan large", dora_client, url(plan))
    assert "Rep 01" not in page.text
    team = build.line(plan, "Americas")
    part = dora_client.get(url(plan), {"rows": team.pk}, headers={"HX-Request": "true"})
    assert part.text.count("<tr ") == 30
    assert "<html" not in part.text


def test_the_history_lists_every_figure(draft, dora, dora_client, alice_client, sign_in):
    build.figures(dora, draft, company="1000", Bob="500", Charlie="300")
    page = counted("planning:history operations", dora_client, url(draft, "history/"))
    assert page.text.count(f"/quotas/{draft.pk}/lines/") == 3
    assert "Bob" in dora_client.get(url(draft, "history/"), {"q": "bob"}).text
    plans.ask(by=dora, plan=draft, until=teams.facts.today())
    page = alice_client.get(url(draft, "history/"))
    assert "Bob" in page.text
    assert "Charlie" not in page.text


def test_a_draft_gets_another_name(draft, dora_client):
    page = dora_client.post(url(draft, "edit/"), {"name": "Later", "note": "For all"}, follow=True)
    assert "Later" in page.text
    assert "For all" in page.text
