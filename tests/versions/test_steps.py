"""The steps on the page of a version: what each role is offered, and what is refused."""

import pytest

pytestmark = pytest.mark.django_db


def post(client, life, act, words=""):
    return client.post(f"{life.url}act/", {"act": act, "words": words}, follow=True)


def test_from_draft_to_approved_by_clicks(life, dora_client, frank_client):
    assert "Done." in post(dora_client, life, "submit").text
    page = post(frank_client, life, "send_back", "North is too large")
    assert "North is too large" in page.text
    assert "Sent back: Frank" in page.text
    post(dora_client, life, "submit")
    assert "Revoke the approval" in post(frank_client, life, "approve").text


def test_what_is_in_the_way_is_said(life, frank_client):
    assert "“Next” is “Draft”" in post(frank_client, life, "approve").text


@pytest.mark.parametrize(
    ("person", "act", "status"),
    [
        ("erin", "submit", 403),
        ("frank", "submit", 403),
        ("dora", "approve", 403),
        ("erin", "approve", 403),
        ("dora", "nonsense", 403),
        ("dora", "activate", 403),
        ("bob", "submit", 403),
        ("alice", "submit", 404),
    ],
)
def test_steps_of_others_are_refused(life, request, sign_in, person, act, status):
    client = sign_in(request.getfixturevalue(person))
    assert client.post(f"{life.url}act/", {"act": act}).status_code == status
    life.row.refresh_from_db()
    assert life.row.state == "draft"


@pytest.mark.parametrize(
    ("person", "offered"),
    [("dora", []), ("erin", []), ("frank", ["approve", "send_back"])],
)
def test_each_is_offered_what_is_theirs_the_usual_step_first(
    life, dora, request, sign_in, person, offered
):
    life.take("submit", dora)
    page = sign_in(request.getfixturevalue(person)).get(life.url)
    assert [act.name for act in page.context["acts"]] == offered
