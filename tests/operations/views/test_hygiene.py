"""The hygiene page: who sees what, what stands there, what is refused."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from audit import services as audit
from forecasting.services import asking
from kpis.services.runs import RECOMPUTE
from operations import tasks
from teams import facts as teams
from tests.factories import crm as build
from tests.factories import kpis as numbers
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
URL = "/hygiene/"


@pytest.fixture
def deals(company, bob, charlie):
    """Bob has one in order, one overdue without contact, one without amount; Charlie has one that
    is overdue."""
    today = teams.today()
    fine = {
        "created_on": today - timedelta(5),
        "close_date": today + timedelta(30),
        "next_step_on": today + timedelta(3),
        "contact": build.contact(),
    }
    late = fine | {"close_date": today - timedelta(5)}
    return {
        "fine": build.deal(bob.rep, amount=1000, **fine),
        "late": build.deal(bob.rep, amount=5000, **late | {"contact": None}),
        "unknown": build.deal(bob.rep, amount=None, **fine),
        "elsewhere": build.deal(charlie.rep, amount=700, **late),
    }


@pytest.fixture
def recomputed(deals):
    """As after a recompute: the check is kept until the next one."""
    run = audit.queue_run(kind=RECOMPUTE, params=params())
    audit.finish(run)
    return run


def params() -> dict:
    day = teams.today()
    days = {"start": str(day), "stop": str(day), "today": str(day)}
    return days | {"reps": None, "whole": None}


def rows(response) -> dict[str, dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {row["Deal"]: row for row in csv.DictReader(StringIO(text))}


def listed(client, **query) -> dict[str, dict[str, str]]:
    return rows(client.get(URL, {"export": "csv", **query}))


def names(deals, *which: str) -> set[str]:
    return {deals[one].name for one in which}


def test_it_opens_for_every_role(cast, sign_in, deals):
    for person in cast.values():
        assert sign_in(person).get(URL).status_code == 200, person


def test_a_rep_sees_their_own_deals_and_no_zero_board(bob_client, deals):
    assert set(listed(bob_client)) == names(deals, "late", "unknown")
    page = bob_client.get(URL).content.decode()
    assert "2 of 3 open deals of Bob need a hand" in page
    assert "Zero board" not in page
    assert 'id="scope"' not in page


def test_a_rep_does_not_see_others(bob_client, deals):
    for key in ("rep:CHARLIE", "team:emea-north", "company"):
        assert bob_client.get(URL, {"scope": key}).status_code == 404


def test_a_manager_sees_their_teams(alice_client, deals):
    assert set(listed(alice_client)) == names(deals, "late", "unknown")
    assert set(listed(alice_client, scope="rep:BOB")) == names(deals, "late", "unknown")
    page = alice_client.get(URL).content.decode()
    assert "team:emea-north" in page
    assert "team:americas" not in page
    for key in ("company", "team:americas", "rep:CHARLIE"):
        assert alice_client.get(URL, {"scope": key}).status_code == 404


def test_operations_sees_everybody(dora_client, deals):
    assert set(listed(dora_client)) == names(deals, "late", "unknown", "elsewhere")
    assert set(listed(dora_client, scope="team:americas")) == names(deals, "elsewhere")


def test_no_such_place(dora_client, deals):
    assert dora_client.get(URL, {"scope": "territory:nowhere"}).status_code == 404
    assert dora_client.get(URL, {"scope": "team:nobody"}).status_code == 404


def test_the_list_says_what_is_wrong_what_to_do_and_what_is_at_stake(bob_client, deals):
    columns = ["name", "wrong", "at_stake", "fix", "number"]
    found = listed(bob_client, cols=columns)
    late = found[deals["late"].name]
    assert late["What is wrong"] == "No contact; Close date has passed"
    assert "Name the person you talk to." in late["What to do"]
    assert late["At stake"] == "5000.00"
    assert late["CRM id"] == deals["late"].external_id
    # Without an amount it weighs as much as the median of 1,000, 5,000 and 700
    assert found[deals["unknown"].name]["At stake"] == "1000.00"


def test_the_most_at_stake_comes_first(dora_client, deals):
    order = ("late", "unknown", "elsewhere")
    assert list(listed(dora_client)) == [deals[one].name for one in order]


def test_a_rule_opens_its_deals(dora_client, deals):
    page = dora_client.get(URL).content.decode()
    assert "?scope=company&amp;rule=overdue#list" in page
    assert set(listed(dora_client, rule="overdue")) == names(deals, "late", "elsewhere")
    assert set(listed(dora_client, rule="no_amount")) == names(deals, "unknown")
    assert "Ignored" in dora_client.get(URL, {"rule": "nothing"}).content.decode()


def test_the_costliest_rule_is_named(dora_client, deals):
    """Overdue: 20 points of 5,700; no amount: 20 of 1,000."""
    page = dora_client.get(URL).content.decode()
    assert "“Close date has passed” costs the score most" in page


def test_a_name_is_found(dora_client, deals):
    assert set(listed(dora_client, q=deals["late"].external_id)) == names(deals, "late")


def test_the_score_is_the_stored_one_and_opens(frank_client, emea, deals):
    quarter = teams.company().calendar.quarter_of(teams.today())
    numbers.stored("company", quarter, hygiene_score=87)
    numbers.stored(emea, quarter, hygiene_score=64)
    page = frank_client.get(URL).content.decode()
    assert "87 <small>of 100</small>" in page
    assert '<td class="num">64</td>' in page
    assert f"/explain/hygiene_score/?scope=company&amp;p={quarter.slug}" in page


def test_the_zero_board_names_who_has_nothing_to_fix(frank_client, deals):
    page = frank_client.get(URL).content.decode()
    assert "nobody yet" in page
    build.deal(
        deals["elsewhere"].owner,
        created_on=teams.today(),
        next_step_on=teams.today(),
        contact=build.contact(),
    )
    deals["elsewhere"].delete()
    page = frank_client.get(URL).content.decode()
    assert "1 of 2" in page
    assert "Every open deal of Charlie is in order" in (
        frank_client.get(URL, {"scope": "rep:CHARLIE"}).content.decode()
    )


def test_nothing_to_fix_is_said(charlie_client, charlie):
    page = charlie_client.get(URL).content.decode()
    assert "Nothing to fix" in page
    assert "has no open deals" in page


def test_the_pipeline_leads_here_and_back(alice_client, deals):
    assert "/hygiene/?scope=team%3Aemea" in alice_client.get("/pipeline/?scope=team:emea").text
    page = alice_client.get("/hygiene/?scope=team:emea&rule=overdue&p=2026-Q1").text
    assert "/pipeline/slipped/?scope=team%3Aemea&amp;p=2026-Q1" in page


def test_few_queries(frank_client, alice_client, bob_client, recomputed):
    for role, client in (
        ("executive", frank_client),
        ("manager", alice_client),
        ("rep", bob_client),
    ):
        counted(f"operations:hygiene {role}", client, URL)


def test_a_large_company_does_not_wait_for_its_check(frank_client, recomputed, monkeypatch):
    """A worker is asked; until it is done the page says so, and later that it is behind."""
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    assert "being checked" in frank_client.get(URL).text
    tasks.check_upkeep()
    assert "need a hand" in frank_client.get(URL).text
    audit.finish(audit.queue_run(kind=RECOMPUTE, params=params()))
    behind = frank_client.get(URL).text
    assert "newer numbers are being worked out" in behind
    assert "need a hand" in behind
