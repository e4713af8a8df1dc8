"""An action on a bottleneck is changed, cancelled, and left alone once it is judged."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from operations import tasks
from operations.models import Action
from operations.services.actions import open_action
from teams import facts as teams
from tests.operations.views.test_leaks import LEAKS, text_of
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(frank, leak):
    check_on = teams.today() + timedelta(100)
    return open_action(
        bottleneck=leak, what="Call them all", owner=frank, check_on=check_on, by=frank
    )


def here(action, page=""):
    return f"{LEAKS}actions/{action.pk}/{page}"


def given(action, **changes):
    known = {"what": action.what, "owner": action.owner_id, "note": action.note}
    return known | {"check_on": action.check_on.isoformat()} | changes


def test_it_is_changed_and_the_log_says_what(alice_client, alice, action):
    day = teams.today() + timedelta(50)
    sent = given(action, owner=alice.pk, check_on=day.isoformat(), note="The large ones first")
    assert alice_client.post(here(action), sent).status_code == 302
    action.refresh_from_db()
    assert (action.owner, action.check_on, action.note) == (alice, day, "The large ones first")
    page = text_of(alice_client.get(here(action)))
    assert "Alice changed it" in page
    assert "Frank → Alice" in page
    assert "nothing → The large ones first" in page
    assert "Frank opened it" in page
    assert "What to do</dt>" not in page
    assert "The large ones first" in text_of(alice_client.get(f"{LEAKS}{action.bottleneck_id}/"))


def test_the_same_again_is_not_logged(frank_client, action):
    assert frank_client.post(here(action), given(action)).status_code == 302
    assert "changed it" not in text_of(frank_client.get(here(action)))


@pytest.mark.parametrize("wrong", [{"what": ""}, {"owner": 0}, {"check_on": "2020-01-01"}])
def test_what_makes_no_sense_is_refused(frank_client, action, wrong):
    assert frank_client.post(here(action), given(action, **wrong)).status_code == 422
    assert Action.objects.get().what == "Call them all"


def test_it_is_cancelled_for_a_reason(frank_client, action, later):
    assert frank_client.post(here(action, "cancel/"), {"reason": " "}).status_code == 302
    assert Action.objects.get().is_open
    frank_client.post(here(action, "cancel/"), {"reason": "The stage is gone"})
    for page in (here(action), f"{LEAKS}{action.bottleneck_id}/"):
        said = text_of(frank_client.get(page))
        assert "Cancelled on" in said
        assert "The stage is gone" in said
    assert "Frank cancelled it" in text_of(frank_client.get(here(action)))
    assert "1 action" not in text_of(frank_client.get(LEAKS))
    later()
    tasks.judge_actions()
    assert Action.objects.get().judged_on is None


def test_once_judged_it_stays(frank_client, action, later):
    later()
    tasks.judge_actions()
    assert Action.objects.get().judged_on
    page = text_of(frank_client.get(here(action)))
    assert "Change it" not in page
    assert "cancel/" not in page
    day = teams.today() + timedelta(9)
    for way, sent in (("", given(action, check_on=day.isoformat())), ("cancel/", {"reason": "x"})):
        answer = frank_client.post(here(action, way), sent, follow=True)
        assert "can&#x27;t be changed any more" in text_of(answer)
    stored = Action.objects.get()
    assert (stored.check_on, stored.cancelled_on) == (action.check_on, None)


def test_once_cancelled_it_stays(frank_client, action):
    frank_client.post(here(action, "cancel/"), {"reason": "The stage is gone"})
    answer = frank_client.post(here(action), given(action, what="Other"), follow=True)
    assert "has been cancelled in the meantime" in text_of(answer)
    assert Action.objects.get().what == "Call them all"


def test_only_whoever_sees_the_bottleneck_may(alice_client, bob_client, leak, action, americas):
    assert bob_client.get(here(action)).status_code == 403
    leak.team = americas
    leak.save()
    for way in ("", "cancel/"):
        assert alice_client.post(here(action, way), given(action)).status_code == 404
    assert alice_client.get(f"{LEAKS}actions/0/").status_code == 404


def test_the_database_refuses_what_no_service_does(action):
    today = teams.today()
    for wrong in (
        {"cancelled_on": today},
        {"cancelled_on": today, "cancelled_because": "x", "judged_on": today},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(**wrong)


def test_what_it_asks_the_database(frank_client, action):
    counted("operations:action executive", frank_client, here(action))
