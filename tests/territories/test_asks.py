"""What people are asked for where they begin their day."""

from datetime import timedelta

import pytest

from audit.services import queue_run, running
from teams import facts as teams
from territories.core.clock import FOLLOW, START
from territories.models import Appeal, HandOver
from territories.services.activation import activate_due
from territories.services.appeals import answer
from territories.services.handovers import prepare
from tests.factories import crm as sell
from tests.factories import territories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(moving):
    moving.model.starts_on = teams.today() + timedelta(5)
    moving.model.save()
    prepare(moving.model)
    return moving.model


def test_a_rep_is_asked_to_read_and_to_sign(soon, bob_client, charlie_client):
    text = bob_client.get("/me/").text
    assert "1 hand-over to sign" in text
    assert "Your book changes on" in text
    assert "1 account leaves, 0 come" in text
    assert "0 accounts leave, 1 comes" in charlie_client.get("/me/").text


def test_once_signed_nothing_is_asked(soon, bob_client):
    row = HandOver.objects.get()
    path = f"/territories/{soon.pk}/hand-overs/{row.pk}/"
    bob_client.post(path, {"act": "give", "words": "Call Olga first"})
    assert "hand-over to sign" not in bob_client.get("/me/").text


def test_a_manager_and_operations_see_what_is_missing_near_the_day(
    soon, moving, alice_client, dora_client, company
):
    sell.deal(moving.oak.owner, account=moving.oak)
    for client, page in ((alice_client, "/performance/teams/emea/"), (dora_client, "/")):
        assert "1 hand-over without all signatures" in client.get(page).text
    HandOver.objects.update(on=teams.today() + timedelta(60))
    for client, page in ((alice_client, "/performance/teams/emea/"), (dora_client, "/")):
        assert "without all signatures" not in client.get(page).text


def test_an_appeal_waits_for_the_manager_and_the_answer_for_the_rep(
    soon, bob, alice, alice_client, bob_client, dora_client
):
    row = Appeal.objects.create(
        model=soon, rep=bob.rep, words="I know Olga", due_on=teams.today() - timedelta(1)
    )
    text = alice_client.get("/performance/teams/emea/").text
    assert "Bob objects to Plan 2027" in text
    assert "An answer was due by" in text
    assert "Bob objects to Plan 2027" in dora_client.get("/").text
    assert "Bob objects" not in bob_client.get("/me/").text
    answer(row=row, state="refused", words="Olga retires", by=alice)
    assert "Olga retires" in bob_client.get("/me/").text
    assert "Bob objects" not in dora_client.get("/").text


def test_holds_that_end_soon(bob, alice_client, dora_client, erin_client):
    oak = sell.account("Oak & Sons", owner=bob.rep)
    today = teams.today()
    make.hold(bob.rep, today - timedelta(5), today + timedelta(5), account=oak)
    sell.deal(bob.rep, account=oak)
    assert "1 hold ends soon" in dora_client.get("/").text
    assert "1 hold ends soon" in alice_client.get("/performance/teams/emea/").text
    assert "hold ends soon" not in erin_client.get("/performance/").text


def test_operations_is_asked_to_fill_the_seat_of_somebody_who_left(
    moving, bob, dora_client, alice_client, company
):
    today = teams.today()
    moving.model.state, moving.model.active = "active", (today, None)
    moving.model.save()
    sell.deal(bob.rep)
    assert "Nobody sits in" not in dora_client.get("/").text
    bob.rep.left_on = today
    bob.rep.save()
    text = dora_client.get("/").text
    assert "Nobody sits in 1 territory" in text
    assert "open deals are at stake" in text
    assert f"/territories/{moving.model.pk}/gaps/#seats" in text
    assert "Nobody sits in" not in alice_client.get("/performance/teams/emea/").text
    page = dora_client.get(f"/territories/{moving.model.pk}/gaps/").text
    assert "Open seat: Bob has left" in page


def test_a_plan_that_could_not_start_is_told_with_its_run(moving, bob, dora_client, alice_client):
    moving.model.starts_on = teams.today()
    moving.model.save()
    sell.deal(bob.rep)
    run = queue_run(
        kind=START, params={"model": moving.model.pk, "day": teams.today().isoformat()}, by=None
    )
    with pytest.raises(ValueError, match="broken"), running(run):
        raise ValueError("Seats are broken")
    text = dora_client.get("/").text
    assert "“Plan 2027” could not start" in text
    assert "Seats are broken" in text
    assert f"/runs/{run.pk}/" in text
    assert "could not start" not in alice_client.get("/performance/teams/emea/").text
    activate_due(teams.today())
    assert "could not start" not in dora_client.get("/").text


def test_a_plan_that_nobody_started_is_told(moving, bob, dora_client):
    sell.deal(bob.rep)
    assert "has not started" not in dora_client.get("/").text
    moving.model.starts_on = teams.today() - timedelta(1)
    moving.model.save()
    text = dora_client.get("/").text
    assert "“Plan 2027” has not started" in text
    assert "Start the worker" in text


def test_changes_of_a_day_that_failed_are_told(moving, bob, dora_client):
    today = teams.today()
    moving.model.state, moving.model.active = "active", (today, None)
    moving.model.save()
    sell.deal(bob.rep)
    run = queue_run(kind=FOLLOW, params={"model": moving.model.pk, "day": "x"}, by=None)
    with pytest.raises(ValueError, match="broken"), running(run):
        raise ValueError("Holds are broken")
    assert "Changes of today in “Plan 2027” failed" in dora_client.get("/").text
    activate_due(today)
    assert "Changes of today" not in dora_client.get("/").text
