"""One's book before and after, the one appeal about it, and the answer."""

from datetime import timedelta

import pytest

from audit.models import LogEntry
from teams import facts as teams
from territories.models import Appeal
from territories.services.handovers import prepare
from tests.factories import crm as sell
from tests.factories import teams as people
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(moving):
    prepare(moving.model)
    return moving.model


def of(plan, person):
    return f"/territories/{plan.pk}/books/{person.rep.pk}/"


def test_a_rep_reads_what_leaves_comes_and_stays(plan, bob_client, charlie_client):
    text = bob_client.get("/my-book/").text
    assert "From 1 January 2027 on (Plan 2027): 1 account leaves, 0 come." in text
    assert "To Charlie on 1 January 2027. Rule 20 of South (Place)" in text
    assert "Birch" in text
    assert "$1,500" in text or "$1.5k" in text
    text = charlie_client.get("/my-book/").text
    assert "From Bob on 1 January 2027." in text
    assert "Birch" not in text


def test_peers_have_no_names_and_need_to_be_several(plan, moving, bob_client):
    assert "too few others" in bob_client.get("/my-book/").text
    for name in ("Xavier", "Yolanda"):
        rep = people.rep(name)
        area = make.territory(moving.model, name)
        make.seat(area, rep)
        make.placement(sell.account(f"{name} Ltd", owner=rep, potential=100), area)
    prepare(plan)
    text = bob_client.get("/my-book/").text
    assert "the average of 3 people with a seat" in text
    assert "Xavier" not in text


def test_without_a_plan_there_is_no_change(bob_client, dora_client):
    assert "No change of territories is coming" in bob_client.get("/my-book/").text
    assert dora_client.get("/my-book/").status_code == 200


def test_who_sells_nothing_is_led_to_the_list(plan, dora_client, erin_client):
    for client in (dora_client, erin_client):
        assert client.get("/my-book/", follow=True).redirect_chain[0][0].endswith("/books/")


def test_each_sees_the_books_of_their_people(plan, cast, sign_in, bob, charlie):
    sees = {"rep": ("Bob",), "rep elsewhere": ("Charlie",), "manager": ("Bob",)}
    for name, person in cast.items():
        client = sign_in(person)
        for one in (bob, charlie):
            expected = one.name in sees.get(name, ("Bob", "Charlie"))
            assert (client.get(of(plan, one)).status_code == 200) == expected, (name, one.name)
        listed = client.get(f"/territories/{plan.pk}/books/")
        assert (listed.status_code == 403) == name.startswith("rep"), name
    assert "Charlie" not in sign_in(cast["manager"]).get(f"/territories/{plan.pk}/books/").text


def test_one_appeal_and_its_answer(plan, bob, bob_client, alice_client, charlie_client):
    sent = bob_client.post("/my-book/", {"act": "appeal", "words": "I know Olga"}, follow=True)
    assert "an answer is due by" in sent.text
    assert bob_client.post("/my-book/", {"act": "appeal", "words": "More"}).status_code == 403
    listed = alice_client.get(f"/territories/{plan.pk}/appeals/").text
    assert "I know Olga" in listed
    assert charlie_client.get(f"/territories/{plan.pk}/appeals/").status_code == 403
    said = {"act": "answer", "state": "refused", "words": "Olga retires"}
    assert bob_client.post(of(plan, bob), said).status_code == 403
    assert "Olga retires" in alice_client.post(of(plan, bob), said, follow=True).text
    assert "Olga retires" in bob_client.get("/my-book/").text
    assert "I know Olga" not in alice_client.get(f"/territories/{plan.pk}/appeals/").text
    assert "I know Olga" in alice_client.get(f"/territories/{plan.pk}/appeals/?state=all").text
    assert list(LogEntry.objects.values_list("act", flat=True)) == ["answer", "appeal"]


def test_an_answer_needs_words(plan, bob, bob_client, dora_client):
    bob_client.post("/my-book/", {"act": "appeal", "words": "I know Olga"})
    sent = dora_client.post(of(plan, bob), {"act": "answer", "state": "upheld", "words": ""})
    assert sent.status_code == 422
    assert Appeal.objects.get().state == "open"


def test_an_appeal_is_withdrawn_and_not_made_again(plan, bob_client):
    bob_client.post("/my-book/", {"act": "appeal", "words": "I know Olga"})
    bob_client.post("/my-book/", {"act": "withdraw"})
    assert Appeal.objects.get().state == "withdrawn"
    assert bob_client.post("/my-book/", {"act": "appeal", "words": "Again"}).status_code == 403


def test_a_late_answer_is_marked(plan, bob, dora_client):
    Appeal.objects.create(
        model=plan, rep=bob.rep, words="I know Olga", due_on=teams.today() - timedelta(1)
    )
    assert "Answer is late" in dora_client.get(f"/territories/{plan.pk}/appeals/?state=late").text
    Appeal.objects.update(due_on=teams.today())
    assert "I know Olga" not in dora_client.get(f"/territories/{plan.pk}/appeals/?state=late").text


def test_after_the_day_the_page_still_tells_what_changed(plan, moving, charlie, bob_client):
    moving.oak.owner = charlie.rep
    moving.oak.save()
    plan.state, plan.starts_on = "active", teams.today()
    plan.active = (teams.today(), None)
    plan.save()
    text = bob_client.get("/my-book/").text
    assert "(Plan 2027): 1 account leaves, 0 come" in text
    assert "<form" not in text.split('id="appeal"')[1].split("</section>")[0]


def test_few_queries(plan, bob_client, dora_client):
    counted("territories:book rep", bob_client, "/my-book/")
    counted("territories:books operations", dora_client, f"/territories/{plan.pk}/books/")
    counted("territories:appeals operations", dora_client, f"/territories/{plan.pk}/appeals/")
