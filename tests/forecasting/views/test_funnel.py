"""The funnel's page: who sees what, what stands there, what is refused, what it costs."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from kpis.services import funnel
from kpis.services.recompute import window_for
from teams import facts as teams
from tests.factories import crm as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
FUNNEL = "/pipeline/funnel/"


@pytest.fixture
def deals(bob, charlie):
    """Bob's: one won, one lost in propose. Charlie's: one under way. All of this quarter."""
    start = teams.company().calendar.quarter_of(teams.today()).start
    today = teams.today()
    segment = build.account("Small & Co", segment="Small")
    won = build.deal(bob.rep, stage="won", amount=900, created_on=start, closed_on=today)
    lost = build.deal(
        bob.rep, stage="lost", amount=400, created_on=start, closed_on=today, account=segment
    )
    build.deal(charlie.rep, stage="propose", amount=70, created_on=start)
    for deal, last in ((won, "won"), (lost, "lost")):
        build.change(deal, "stage", "qualify", start)
        build.change(deal, "stage", "propose", start + timedelta(1))
        build.change(deal, "stage", last, today + timedelta(1))
    funnel.keep(window_for(None, None, None))
    return {"won": won, "lost": lost}


def lines(client, **query):
    response = client.get(FUNNEL, {"export": "csv", **query})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {(row["Part"], row["Stage"]): row for row in csv.DictReader(StringIO(text))}


def text_of(response):
    return " ".join(response.content.decode().split())


def test_every_role_opens_it(cast, sign_in, deals):
    for person in cast.values():
        assert sign_in(person).get(FUNNEL).status_code == 200, person


def test_a_rep_sees_their_own(bob_client, deals):
    found = lines(bob_client)[("Bob", "Propose")]
    assert (found["Entered"], found["Moved on"], found["Lost"]) == ("2", "1", "1")
    assert found["Value lost from here"] == "400.0000"
    for scope in ("rep:CHARLIE", "team:emea", "company"):
        assert bob_client.get(FUNNEL, {"scope": scope}).status_code == 404


def test_an_executive_sees_everybody_and_the_teams_below(frank_client, deals):
    found = lines(frank_client, of="who")
    assert found[("EMEA", "Propose")]["Entered"] == "2"
    assert found[("Americas", "Propose")]["Under way"] == "1"
    assert {row["Entered"] for (part, stage), row in found.items() if stage == "Propose"} == {
        "1",
        "2",
        "3",
    }


def test_a_manager_sees_totals_but_not_the_deals_behind(alice_client, deals):
    page = text_of(alice_client.get(FUNNEL, {"scope": "company"}))
    assert "not yours to see" in page
    assert "funnel/deals" not in page
    own = text_of(alice_client.get(FUNNEL))
    assert "funnel/deals" in own


def test_by_segment_and_by_value(frank_client, deals):
    found = lines(frank_client, of="segment")
    assert found[("Small", "Propose")]["Entered"] == "1"
    assert found[("Not known", "Propose")]["Entered"] == "2"
    page = text_of(frank_client.get(FUNNEL, {"of": "segment", "in": "value", "by": "period"}))
    assert "Not known" in page
    assert "Stages entered in the period" in page


def test_a_person_by_segment_source_and_product(bob_client, deals):
    found = lines(bob_client, of="segment")
    assert found[("Small", "Propose")]["Lost"] == "1"
    assert found[("Not known", "Propose")]["Moved on"] == "1"
    for dim in ("source", "product"):
        assert lines(bob_client, of=dim)[("Not known", "Propose")]["Entered"] == "2"
    page = text_of(bob_client.get(FUNNEL, {"of": "segment"}))
    assert "of=segment&amp;part=" in page
    assert "By source" in page
    assert bob_client.get(FUNNEL, {"of": "who"}).status_code == 404


def test_a_number_opens_its_deals(frank_client, deals):
    stage = build.stages()["propose"].pk
    quarter = teams.company().calendar.quarter_of(teams.today()).slug
    asked = {"p": quarter, "scope": "company", "by": "cohort", "stage": stage, "kind": "leaked"}
    page = text_of(frank_client.get(f"{FUNNEL}deals/", asked))
    assert "Lost from Propose: 1 deal, $400.00 in all" in page
    assert deals["lost"].name in page
    assert deals["won"].name not in page


def test_deals_behind_are_only_for_those_who_see_them(bob_client, alice_client, deals):
    stage = build.stages()["propose"].pk
    for client, scope in ((bob_client, "company"), (alice_client, "company")):
        asked = {"scope": scope, "stage": stage}
        assert client.get(f"{FUNNEL}deals/", asked).status_code == 404


@pytest.mark.parametrize(
    "query", [{"by": "luck"}, {"in": "apples"}, {"of": "weather"}, {"p": "never"}]
)
def test_nonsense_is_not_found(frank_client, company, query):
    assert frank_client.get(FUNNEL, query).status_code == 404


@pytest.mark.parametrize("stage", ["", "nothing", "999999"])
def test_deals_of_no_stage_are_not_found(frank_client, company, stage):
    assert frank_client.get(f"{FUNNEL}deals/", {"stage": stage}).status_code == 404


def test_nothing_is_there_yet(frank_client, company):
    assert "No deals on their way" in text_of(frank_client.get(FUNNEL))
    free = text_of(frank_client.get(FUNNEL, {"p": "2026-05-01..2026-06-03"}))
    assert "Choose one of them" in free


def test_what_it_asks_the_database(frank_client, deals):
    counted("forecasting:funnel executive", frank_client, f"{FUNNEL}?of=who")
    counted("forecasting:funnel person", frank_client, f"{FUNNEL}?scope=rep:BOB&of=segment")
    stage = build.stages()["propose"].pk
    counted("forecasting:funnel_deals executive", frank_client, f"{FUNNEL}deals/?stage={stage}")
