"""Who may take which step in the life of a model, when, and what they are told otherwise."""

from datetime import timedelta

import pytest

from teams.models import Rep
from teams.services.refused import Refused
from territories.facts import models as facts
from territories.models import ModelEvent
from territories.services import plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(stated, dora, today):
    return plans.from_stated(by=dora, name="Next", starts_on=today + timedelta(7)).model


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


def test_two_models_are_not_approved_for_one_day(draft, dora, frank):
    other = plans.copy(by=dora, model=draft, name="Other", starts_on=draft.starts_on)
    for model in (draft, other):
        plans.submit(by=dora, model=model)
    plans.approve(by=frank, model=draft)
    with pytest.raises(Refused, match="starts on the same day"):
        plans.approve(by=frank, model=other)


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
