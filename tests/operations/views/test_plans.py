"""Asking for a plan and answering it: who may do what, what they see, what is refused."""

from datetime import timedelta

import pytest

from operations.models import Plan
from teams import facts as teams
from tests.factories import crm as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(bob):
    today = teams.today()
    return build.deal(bob.rep, name="Wind park", close_date=today - timedelta(5), pushes=2)


def url(deal) -> str:
    return f"/plans/deals/{deal.pk}/"


def ask(client, deal, **changes):
    said = {"act": "ask", "text": "What now?", "due_on": str(teams.today() + timedelta(3))}
    return client.post(url(deal), said | changes, follow=True)


def answer(client, deal, **changes):
    said = {"act": "answer", "reason": "legal", "text": "They sign on Monday.", "expected_on": ""}
    return client.post(url(deal), said | changes, follow=True)


def test_a_manager_asks_a_rep_answers_the_manager_closes(
    alice_client, bob_client, dora_client, deal
):
    assert "Bob was asked for a plan" in ask(alice_client, deal).text
    assert "Your manager asks for a plan" in bob_client.get("/hygiene/").text
    page = bob_client.get(url(deal)).text
    assert "What now?" in page
    assert "Alice asked" in page
    day = teams.today() + timedelta(20)
    assert "Bob has answered." in answer(bob_client, deal, expected_on=str(day)).text
    page = alice_client.get(url(deal)).text
    assert "They sign on Monday." in page
    assert "Contract or legal review" in page
    assert "Wind park" in alice_client.get("/hygiene/").text.split("Key figures")[0]
    assert "Wind park" not in dora_client.get("/hygiene/").text.split("Key figures")[0]
    listed = alice_client.get("/plans/").text
    assert "They sign on Monday." in listed
    closed = alice_client.post(url(deal), {"act": "close", "text": "Thank you."}, follow=True)
    assert "No plan is open for this deal." in closed.text
    assert "Thank you." in closed.text
    assert "Wind park" not in alice_client.get("/plans/").text
    assert "Wind park" in alice_client.get("/plans/?state=all").text


def test_the_home_page_of_who_was_asked_shows_it_first(alice_client, bob_client, deal):
    build.deal(deal.owner, name="Solar roof", close_date=teams.today() - timedelta(9))
    ask(alice_client, deal)
    home = bob_client.get("/me/").text.split("Do next")[1]
    assert "Your manager asks for a plan" in home
    assert home.index(url(deal)) < home.index("Solar roof")
    theirs = alice_client.get(f"/performance/reps/{deal.owner.pk}/")
    assert theirs.status_code == 200
    assert "Your manager asks" not in theirs.text
    answer(bob_client, deal)
    assert "Your manager asks" not in bob_client.get("/me/").text


def test_it_opens_for_every_role(cast, sign_in, deal):
    for name, person in cast.items():
        client = sign_in(person)
        assert client.get("/plans/").status_code == 200, name
        sees = 404 if name == "rep elsewhere" else 200
        assert client.get(url(deal)).status_code == sees, name


def test_a_rep_does_not_ask_and_a_manager_does_not_answer_for_them(
    alice_client, bob_client, charlie_client, deal
):
    assert ask(bob_client, deal).status_code == 403
    assert ask(charlie_client, deal).status_code == 404
    ask(alice_client, deal)
    assert answer(alice_client, deal).status_code == 403
    assert answer(charlie_client, deal).status_code == 404
    assert bob_client.post(url(deal), {"act": "close"}).status_code == 403
    assert Plan.objects.get().state == "asked"


def test_others_are_not_listed(alice_client, charlie_client, deal):
    ask(alice_client, deal)
    assert "Wind park" not in charlie_client.get("/plans/?state=all").text


def test_whoever_has_not_been_asked_has_nothing_to_fill_in(bob_client, deal):
    page = bob_client.get(url(deal)).text
    assert "Nobody has asked for a plan yet." in page
    assert "<textarea" not in page


def test_a_closed_deal_needs_no_plan(alice_client, bob):
    won = build.deal(bob.rep, stage="won")
    assert ask(alice_client, won).status_code == 403


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "This field is required."),
        ({"due_on": "2020-01-01"}, "Choose today or a later day."),
        ({"due_on": "soon"}, "Enter a valid date."),
    ],
)
def test_a_question_without_sense_stays_on_the_page(changes, said, alice_client, deal):
    page = ask(alice_client, deal, **changes).text
    assert said in page
    assert not Plan.objects.exists()


def test_an_answer_needs_one_of_the_reasons(alice_client, bob_client, deal):
    ask(alice_client, deal)
    assert "This field is required." in answer(bob_client, deal, reason="").text
    assert answer(bob_client, deal, reason="because").status_code == 200
    assert Plan.objects.get().state == "asked"


def test_the_lists_lead_here(alice_client, deal):
    assert f'href="{url(deal)}">Ask<' in alice_client.get("/hygiene/").text
    ask(alice_client, deal)
    assert f'href="{url(deal)}">Asked for<' in alice_client.get("/hygiene/").text


def test_it_is_found_by_the_name_of_the_deal_and_exported(alice_client, deal):
    ask(alice_client, deal)
    assert "Wind park" in alice_client.get("/plans/?q=wind").text
    assert "Wind park" not in alice_client.get("/plans/?q=water").text
    export = alice_client.get("/plans/?export=csv")
    assert "Wind park" in b"".join(export.streaming_content).decode()


def test_a_late_answer_is_marked(alice_client, deal):
    ask(alice_client, deal)
    Plan.objects.update(due_on=teams.today() - timedelta(1))
    assert "Answer is late" in alice_client.get("/plans/").text


def test_few_queries(alice_client, bob_client, deal):
    ask(alice_client, deal)
    counted("operations:plans manager", alice_client, "/plans/")
    counted("operations:plan rep", bob_client, url(deal))
