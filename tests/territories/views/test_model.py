"""The page of one model: the tree, its seats, and the steps that each role may take."""

from datetime import timedelta

import pytest

from territories.services import plans
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(stated, dora, today):
    return plans.from_stated(by=dora, name="Next", starts_on=today + timedelta(7)).model


def url(model, rest=""):
    return f"/territories/{model.pk}/{rest}"


def act(client, model, name, words=""):
    return client.post(url(model, "act/"), {"act": name, "words": words}, follow=True)


def test_the_tree_shows_seats_and_open_ones(draft, dora_client):
    page = counted("territories:model operations", dora_client, url(draft))
    assert "Bob" in page.text
    assert "Open seat" in page.text
    assert "1 account is claimed by no territory" in page.text
    assert "Send for review" in page.text


def test_an_approved_model_says_when_it_starts(draft, dora, frank_client):
    plans.submit(by=dora, model=draft)
    assert "Starts on" in act(frank_client, draft, "approve").text


def test_what_is_in_the_way_is_said(draft, dora, dora_client):
    draft.starts_on = None
    draft.save()
    assert "Choose the day on which the model starts." in act(dora_client, draft, "submit").text


def test_a_manager_says_where_they_stand(draft, dora, alice_client):
    plans.submit(by=dora, model=draft)
    said = {"words": "Too far", "stance": "objects"}
    page = alice_client.post(url(draft, "comment/"), said, follow=True)
    assert "Objects: Alice" in page.text
    assert alice_client.post(url(draft, "comment/"), {"stance": "shrugs"}).status_code == 403


def test_a_draft_gets_another_day(draft, dora_client, today):
    said = {"name": "Later", "starts_on": str(today + timedelta(30)), "note": "For the new year"}
    page = dora_client.post(url(draft, "edit/"), said, follow=True)
    assert "Later" in page.text
    assert "For the new year" in page.text


@pytest.mark.parametrize("text", ["yesterday", "9999-99-99", "0001-01-01"])
def test_a_day_that_is_none(draft, dora_client, text):
    """A draft has no days; the parameter means nothing there."""
    assert dora_client.get(url(draft), {"as_of": text}).status_code == 200
