"""The pipeline's pages: who sees what, what stands there, what is refused."""

import csv
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from audit import services as audit
from crm.models import Opportunity
from forecasting import tasks, words
from forecasting.core.buckets import BUCKETS
from forecasting.services import asking
from forecasting.views.below import COLUMNS
from kpis.services.runs import RECOMPUTE
from salesops.health import redis_client
from teams import facts as teams
from teams.models import Membership
from tests.factories import crm as build
from tests.factories.teams import member
from tests.query_counts import counted

pytestmark = pytest.mark.django_db
CHANGES = "/pipeline/changes/"
PAGES = ("/pipeline/", "/pipeline/slipped/", "/pipeline/changes/", "/pipeline/moved/created/")


@pytest.fixture
def deals(company, bob, charlie):
    """Bob's: one created in this quarter, one that slipped out of it. Charlie's: one created."""
    today = teams.today()
    quarter = company_calendar().quarter_of(today)
    later = quarter.end + timedelta(10)
    made = {
        "new": build.deal(bob.rep, amount=1000, created_on=today, close_date=today),
        "slipped": build.deal(
            bob.rep,
            amount=700,
            created_on=quarter.start - timedelta(90),
            close_date=later,
            pushes=3,
        ),
        "elsewhere": build.deal(charlie.rep, amount=50, created_on=today, close_date=today),
    }
    first = quarter.start + timedelta(1)
    build.change(made["slipped"], "close_date", str(first), quarter.start - timedelta(90))
    build.change(made["slipped"], "close_date", str(later), today, old=str(first))
    return made


def company_calendar():
    return teams.company().calendar


def rows(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def bars(client, **query) -> dict[str, tuple[str, str]]:
    found = rows(client.get("/pipeline/", {"export": "csv", **query}))
    return {row["Bucket"]: (row["Deals"], row["Value"]) for row in found}


def test_every_page_opens_for_every_role(cast, sign_in, deals):
    for person in cast.values():
        client = sign_in(person)
        for url in PAGES:
            assert client.get(url).status_code == 200, (person, url)


def test_a_rep_sees_their_own_pipeline(bob_client, deals):
    found = bars(bob_client)
    assert found["Created"] == ("1", "1000.0000")
    assert found["Start"] == ("1", "700.0000")
    assert found["Pushed out"] == ("1", "-700.0000")
    assert found["End"] == ("1", "1000.0000")


def test_an_executive_sees_everybody(frank_client, deals):
    assert bars(frank_client)["Created"] == ("2", "1050.0000")


def test_the_teams_below_are_there_and_lead_on(frank_client, alice_client, deals):
    page = frank_client.get("/pipeline/").content.decode()
    assert 'href="?scope=team%3Aemea"' in page
    assert 'href="?scope=team%3Aamericas"' in page
    own = alice_client.get("/pipeline/", {"scope": "company"}).content.decode()
    assert "scope=team%3Aemea" in own
    assert "scope=team%3Aamericas" not in own


def test_what_the_reasons_mean_is_there_without_a_mouse(frank_client, deals):
    html = frank_client.get("/pipeline/").content.decode()
    assert f"<dd>{words.MEANINGS['created']}</dd>" in html
    assert f'title="{words.MEANINGS["created"]}"' not in html


def test_every_bucket_stands_in_one_column():
    assert sorted(slug for column in COLUMNS for slug in column) == sorted(BUCKETS)


def test_a_manager_sees_the_company_but_not_the_deals_behind(alice_client, deals):
    page = alice_client.get("/pipeline/", {"scope": "company"})
    assert page.status_code == 200
    assert "/pipeline/moved/" not in page.content.decode()
    assert alice_client.get("/pipeline/moved/created/", {"scope": "company"}).status_code == 404
    assert alice_client.get("/pipeline/changes/", {"scope": "company"}).status_code == 404


def test_a_rep_does_not_see_others(bob_client, deals):
    for url in PAGES:
        assert bob_client.get(url, {"scope": "rep:CHARLIE"}).status_code == 404
        assert bob_client.get(url, {"scope": "company"}).status_code == 404


@pytest.fixture
def past(alice, deals):
    """The quarter before: Alice led EMEA until its end."""
    quarter = company_calendar().quarter_of(teams.today())
    for one in Membership.objects.filter(rep=alice.rep, leads=True):
        Membership.objects.filter(pk=one.pk).update(valid=DateRange(one.valid.lower, quarter.start))
    return company_calendar().previous(quarter)


def test_who_led_a_team_then_does_not_see_what_becomes_of_it_now(alice_client, past):
    asked = {"scope": "team:emea", "p": past.slug}
    page = alice_client.get("/pipeline/", asked)
    assert page.status_code == 200
    assert "/pipeline/slipped/" in page.content.decode()
    assert "/pipeline/changes/" not in page.content.decode()
    assert alice_client.get("/pipeline/changes/", asked).status_code == 404
    for url in ("/pipeline/", "/pipeline/slipped/", "/pipeline/moved/won/"):
        for day in (past.end, teams.today()):
            assert alice_client.get(url, asked | {"to": str(day)}).status_code == 404


def test_who_leads_a_team_since_lately_does_not_see_years_before(alice, alice_client, deals):
    first = company_calendar().quarter_of(teams.today()).start - timedelta(40)
    Membership.objects.filter(rep=alice.rep, leads=True).update(valid=DateRange(first, None))
    asked = {"scope": "team:emea"}
    old = {"from": str(first - timedelta(400)), "to": str(first - timedelta(9))}
    for url in ("/pipeline/", "/pipeline/slipped/", "/pipeline/moved/won/"):
        assert alice_client.get(url, asked).status_code == 200
        assert alice_client.get(url, asked | old).status_code == 404
    assert alice_client.get("/pipeline/changes/", asked).status_code == 200


def test_who_left_the_team_lately_takes_the_deals_of_today_along(
    bob, alice_client, dora_client, deals, americas
):
    """Bob sold for Alice until two days ago: what becomes of his deals is not hers to see."""
    left = teams.today() - timedelta(2)
    for one in Membership.objects.filter(rep=bob.rep):
        Membership.objects.filter(pk=one.pk).update(valid=DateRange(one.valid.lower, left))
    member(bob.rep, americas, left)
    asked = {"scope": "team:emea", "export": "csv"}
    assert rows(alice_client.get(CHANGES, asked)) == []
    assert {row["Deal"] for row in rows(dora_client.get(CHANGES, asked))} >= {deals["new"].name}
    own = alice_client.get(CHANGES, {"scope": "rep:BOB", "export": "csv"})
    assert own.status_code == 404 or rows(own) == []


def test_a_bar_opens_its_deals_and_they_add_up_to_it(frank_client, deals):
    page = frank_client.get("/pipeline/").content.decode()
    assert 'href="/pipeline/moved/created/"' in page
    listed = rows(frank_client.get("/pipeline/moved/created/", {"export": "csv"}))
    assert {row["Deal"] for row in listed} == {deals["new"].name, deals["elsewhere"].name}
    total = sum(Decimal(row["Value"]) for row in listed)
    assert total == Decimal(bars(frank_client)["Created"][1])


def test_slipped_deals_show_their_first_date_and_how_often(bob_client, deals):
    page = bob_client.get("/pipeline/slipped/").content.decode()
    assert deals["slipped"].name in page
    assert deals["new"].name not in page
    assert "often" in page
    (row,) = rows(bob_client.get("/pipeline/slipped/", {"export": "csv"}))
    start = company_calendar().quarter_of(teams.today()).start
    assert row["First close date"] == str(start + timedelta(1))


def test_changes_say_what_it_was_and_what_it_is(bob_client, deals):
    old = build.deal(deals["new"].owner, amount=500, created_on=teams.today() - timedelta(60))
    build.change(old, "amount", "300", teams.today() - timedelta(60))
    build.change(old, "amount", "500", teams.today(), old="300")
    found = {row["Deal"]: row for row in rows(bob_client.get("/pipeline/changes/?export=csv"))}
    assert found[old.name]["What changed"] == "Amount: $300.00 → $500.00"
    assert found[old.name]["Change in value"] == "200.00"
    assert found[deals["new"].name]["What changed"] == "New: $1,000.00"
    assert deals["elsewhere"].name not in found
    Opportunity.objects.filter(pk=old.pk).update(amount=None, value=None)
    (gone,) = rows(bob_client.get("/pipeline/changes/?export=csv&kind=amount"))
    assert (gone["What changed"], gone["Change in value"]) == ("Amount: $300.00 → none", "-300.00")
    only = rows(bob_client.get("/pipeline/changes/?export=csv&kind=amount"))
    assert [row["Deal"] for row in only] == [old.name]


def test_the_days_are_in_the_address(bob_client, deals):
    yesterday = teams.today() - timedelta(1)
    before = {"from": str(yesterday - timedelta(7)), "to": str(yesterday)}
    assert bars(bob_client, **before)["Created"] == ("0", "0")
    page = bob_client.get("/pipeline/", before).content.decode()
    assert f'value="{before["from"]}"' in page


@pytest.mark.parametrize(
    "query",
    ["from=soon", "to=2026-13-01", "from=2026-05-02&to=2026-05-01", "from=0001-01-01", "p=0001-01"],
)
def test_days_that_make_no_sense_are_refused(query, bob_client, deals):
    for page in ("/pipeline/", "/pipeline/changes/"):
        assert bob_client.get(f"{page}?{query}").status_code == 404


def test_there_is_no_bar_of_another_name(bob_client, deals):
    assert bob_client.get("/pipeline/moved/nothing/").status_code == 404


def test_nothing_is_said_when_nothing_moved(bob_client):
    assert "Nothing moved" in bob_client.get("/pipeline/").content.decode()


def test_few_queries(frank_client, deals):
    """With the walk kept, as it is between two recomputes."""
    audit.finish(audit.queue_run(kind=RECOMPUTE, params={}))
    for name, url in zip(("movement", "slipped", "changes", "moved"), PAGES, strict=True):
        counted(f"forecasting:{name} executive", frank_client, url)


def test_a_large_company_does_not_wait_for_its_walk(frank_client, deals, monkeypatch):
    """A worker is asked; the page asks again by itself, and then finds it."""
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    audit.finish(audit.queue_run(kind=RECOMPUTE, params={}))
    for _again in range(3):
        waits = frank_client.get("/pipeline/")
        assert waits.status_code == 202
        assert 'http-equiv="refresh"' in waits.content.decode()
    assert redis_client().llen("salesops:celery") == 1
    today = teams.today()
    quarter = company_calendar().quarter_of(today)
    days = [day.isoformat() for day in (quarter.start, today + timedelta(1))]
    tasks.walk(quarter.slug, *days)
    assert frank_client.get("/pipeline/").status_code == 200
    audit.finish(audit.queue_run(kind=RECOMPUTE, params={}))
    behind = frank_client.get("/pipeline/")
    assert "newer numbers are being worked out" in behind.content.decode()


def test_the_page_that_waits_stays_until_there_is_something_to_show(
    frank_client, deals, monkeypatch
):
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    day = teams.today() - timedelta(40)
    asked, again = {"from": str(day)}, {"HX-Request": "true", "HX-Trigger": "waiting"}
    assert 'id="waiting" role="status"' in frank_client.get(CHANGES, asked).content.decode()
    assert frank_client.get(CHANGES, asked, headers=again).status_code == 204
    tasks.keep_day(day.isoformat())
    assert frank_client.get(CHANGES, asked, headers=again)["HX-Refresh"] == "true"


def test_a_large_company_does_not_wait_for_a_snapshot_either(frank_client, deals, monkeypatch):
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    day = teams.today() - timedelta(40)
    for _again in range(2):
        waits = frank_client.get("/pipeline/changes/", {"from": str(day)})
        assert waits.status_code == 202
        assert 'http-equiv="refresh"' in waits.content.decode()
    assert redis_client().llen("salesops:celery") == 1
    tasks.keep_day(day.isoformat())
    assert frank_client.get("/pipeline/changes/", {"from": str(day)}).status_code == 200


def load_later(deals) -> None:
    """What a load tells of a deal of Bob's: 60 days ago it was there, worth 300."""
    run = audit.queue_run(kind="load", params={})
    day = teams.today() - timedelta(60)
    old = build.deal(deals["new"].owner, name="Told late", amount=500, created_on=day)
    build.change(old, "amount", "300", day)
    build.change(old, "amount", "500", teams.today(), old="300")
    audit.finish(run)


def test_changes_since_long_ago_know_what_was_loaded_since(bob_client, deals):
    asked = {"from": str(teams.today() - timedelta(40)), "export": "csv"}
    assert "Told late" not in {row["Deal"] for row in rows(bob_client.get(CHANGES, asked))}
    load_later(deals)
    found = {row["Deal"]: row for row in rows(bob_client.get(CHANGES, asked))}
    assert found["Told late"]["What changed"] == "Amount: $300.00 → $500.00"


def test_a_large_company_waits_for_an_outdated_snapshot(frank_client, deals, monkeypatch):
    day = teams.today() - timedelta(40)
    tasks.keep_day(day.isoformat())
    load_later(deals)
    monkeypatch.setattr(asking, "AT_ONCE", -1)
    for _again in range(2):
        assert frank_client.get(CHANGES, {"from": str(day)}).status_code == 202
    assert redis_client().llen("salesops:celery") == 1
    tasks.keep_day(day.isoformat())
    assert "Told late" in frank_client.get(CHANGES, {"from": str(day)}).content.decode()
