"""Who may take which step in the life of a model, when, and what they are told otherwise."""

from datetime import timedelta

import pytest

from audit.models import LogEntry
from teams.models import Rep
from teams.services.refused import Refused
from territories.core.states import ACTS
from territories.facts import models as facts
from territories.models import ModelEvent
from territories.services import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(stated, dora, today):
    return plans.from_stated(by=dora, name="Next", starts_on=today + timedelta(7)).model


def test_the_way_to_an_approval_and_back(draft, dora, frank):
    plans.submit(by=dora, model=draft, words="Please look at South")
    plans.send_back(by=frank, model=draft, words="North is too large")
    plans.submit(by=dora, model=draft)
    plans.approve(by=frank, model=draft)
    plans.revoke(by=frank, model=draft, words="The market changed")
    draft.refresh_from_db()
    assert draft.state == "draft"
    kinds = list(draft.events.values_list("kind", flat=True))
    assert kinds == ["submit", "send_back", "submit", "approve", "revoke"]
    log = LogEntry.objects.filter(object_kind="territories.territorymodel", act="revoke")
    assert log.get().reason == "The market changed"


@pytest.mark.parametrize("act", ["send_back", "approve", "revoke"])
def test_a_step_that_does_not_follow_is_refused_in_words(draft, frank, act):
    with pytest.raises(Refused, match="“Next” is “Draft”"):
        getattr(plans, act)(by=frank, model=draft, words="Why not")
    assert not draft.events.exists()
    assert ACTS[act][0] != "draft"


def test_a_draft_without_first_day_or_territories_is_not_submitted(company, dora):
    empty = plans.create(by=dora, name="Empty")
    with pytest.raises(Refused, match=r"Choose the day.*no territories"):
        plans.submit(by=dora, model=empty)


def test_a_first_day_that_is_over_is_refused(draft, dora, today):
    draft.starts_on = today - timedelta(1)
    draft.save()
    with pytest.raises(Refused, match="Choose a day to come"):
        plans.submit(by=dora, model=draft)


def test_accounts_without_a_seat_on_the_first_day_are_named(draft, dora):
    draft.territories.get(slug="north").seats.all().delete()
    with pytest.raises(Refused, match="North has accounts and no seat"):
        plans.submit(by=dora, model=draft)


def test_people_who_have_left_by_the_first_day_are_named(draft, bob, dora):
    Rep.objects.filter(pk=bob.rep.pk).update(left_on=draft.starts_on)
    with pytest.raises(Refused, match="Bob has left by the first day"):
        plans.submit(by=dora, model=draft)


def test_nobody_approves_what_they_submitted(draft, gina, frank):
    plans.submit(by=gina, model=draft)
    with pytest.raises(Refused, match="Ask somebody else to approve it: Frank"):
        plans.approve(by=gina, model=draft)
    assert plans.approve(by=frank, model=draft).state == "approved"


def test_the_only_one_who_may_approves_their_own(draft, gina):
    plans.submit(by=gina, model=draft)
    assert plans.approve(by=gina, model=draft).state == "approved"


def test_two_models_are_not_approved_for_one_day(draft, dora, frank):
    other = plans.copy(by=dora, model=draft, name="Other", starts_on=draft.starts_on)
    for model in (draft, other):
        plans.submit(by=dora, model=model)
    plans.approve(by=frank, model=draft)
    with pytest.raises(Refused, match="starts on the same day"):
        plans.approve(by=frank, model=other)


@pytest.mark.parametrize("act", ["send_back", "revoke"])
def test_taking_back_needs_a_reason(draft, dora, frank, act):
    plans.submit(by=dora, model=draft)
    if act == "revoke":
        plans.approve(by=frank, model=draft)
    with pytest.raises(Refused, match="Say"):
        getattr(plans, act)(by=frank, model=draft, words=" ")


def test_stances_are_the_last_word_of_each_since_the_review_began(draft, dora, alice, frank):
    plans.submit(by=dora, model=draft)
    plans.comment(by=alice, model=draft, words="Too far", stance="objects")
    plans.comment(by=alice, model=draft, words="", stance="agrees")
    assert [(s.by.name, s.stance) for s in facts.stances(draft.pk)] == [("Alice", "agrees")]
    plans.send_back(by=frank, model=draft, words="Once more")
    with pytest.raises(Refused, match="in review"):
        plans.comment(by=alice, model=draft, words="Hm", stance="objects")
    plans.submit(by=dora, model=draft)
    assert facts.stances(draft.pk) == []
    assert ModelEvent.objects.filter(kind="comment").count() == 2
