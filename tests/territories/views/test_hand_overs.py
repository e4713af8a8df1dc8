"""Hand-overs on the pages: who sees which, who signs, what is missing."""

from datetime import date

import pytest

from territories.models import HandOver, Policy
from territories.services.handovers import prepare
from tests.factories import crm as sell
from tests.factories import teams as people
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(moving):
    prepare(moving.model)
    return HandOver.objects.get()


def page(row):
    return f"/territories/{row.model_id}/hand-overs/{row.pk}/"


def listed(row):
    return f"/territories/{row.model_id}/hand-overs/"


def test_both_owners_sign(row, bob_client, charlie_client, dora_client):
    text = bob_client.get(page(row)).text
    assert "Oak flooring" in text
    assert "olga@oak.test" in text
    assert "Rule 20 of South (Place): Everything south of the river" in text
    sent = bob_client.post(page(row), {"act": "give", "words": "Call Olga first"}, follow=True)
    assert "Take the signature back" in sent.text
    assert "To take over" in dora_client.get(listed(row)).text
    assert "Call Olga first" in charlie_client.get(page(row)).text
    done = charlie_client.post(page(row), {"act": "take"}, follow=True)
    assert "Take the signature back" not in done.text
    assert "1 of 1 signed" in dora_client.get(listed(row)).text


def test_each_sees_what_is_theirs(row, cast, sign_in, americas):
    other = people.user("Olaf")
    people.member(people.rep("Olaf", other), americas)
    for name, person in {**cast, "stranger": other}.items():
        client = sign_in(person)
        assert client.get(listed(row)).status_code == 200, name
        expected = 404 if name == "stranger" else 200
        assert client.get(page(row)).status_code == expected, name
        assert ("Oak &amp; Sons" in client.get(listed(row)).text) == (name != "stranger"), name


def test_nobody_signs_for_somebody_else(
    row, alice_client, charlie_client, dora_client, erin_client
):
    for client in (alice_client, charlie_client, dora_client, erin_client):
        sent = client.post(page(row), {"act": "give", "words": "Mine"})
        assert sent.status_code == 403


def test_of_somebody_who_has_left_the_manager_or_operations_sign(row, bob, alice_client):
    bob.rep.left_on = date(2026, 1, 1)
    bob.rep.save()
    alice_client.post(page(row), {"act": "give", "words": "He left us notes"})
    row.refresh_from_db()
    assert row.words == "He left us notes"


def test_words_are_needed_to_hand_over(row, bob_client):
    sent = bob_client.post(page(row), {"act": "give", "words": ""})
    assert sent.status_code == 422
    assert "This field is required." in sent.text


def test_operations_ask_both_to_sign_again(row, moving, bob, bob_client, dora_client):
    bob_client.post(page(row), {"act": "give", "words": "Call Olga first"})
    sell.deal(bob.rep, name="Second", account=moving.oak)
    prepare(moving.model)
    text = dora_client.get(page(row)).text
    assert "Since then the account, its deals or its owners have changed" in text
    assert bob_client.post(page(row), {"act": "reopen", "reason": "x"}).status_code == 403
    dora_client.post(page(row), {"act": "reopen", "reason": "A deal was added"})
    assert "Second" in bob_client.get(page(row)).text


def test_a_held_deal_says_with_whom_and_how_long(moving, bob, charlie_client):
    days = (date(2026, 12, 1), date(2027, 2, 15))
    hold = make.hold(bob.rep, *days, deal=moving.deal)
    prepare(moving.model)
    row = HandOver.objects.get()
    assert "stays with Bob until 15 February 2027<" in charlie_client.get(page(row)).text
    hold.credit_until = date(2027, 3, 1)
    hold.save()
    prepare(moving.model)
    text = charlie_client.get(page(row)).text
    assert "until 15 February 2027, counts for them until 1 March 2027" in text


def test_the_taker_reads_deals_without_links_they_may_not_follow(row, moving, charlie_client):
    text = charlie_client.get(page(row)).text
    assert "Oak flooring" in text
    assert f"/deals/{moving.deal.pk}/" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=to_give", True),
        ("state=signed", False),
        ("state=outdated", False),
        ("worth=10000", False),
        ("q=Oak", True),
        ("q=Charlie", True),
        ("q=Nobody", False),
    ],
)
def test_the_list_is_narrowed(query, found, row, dora_client):
    assert ("Oak &amp; Sons" in dora_client.get(f"{listed(row)}?{query}").text) == found


def test_mine_to_sign(row, bob_client, charlie_client):
    bob_client.post(page(row), {"act": "give", "words": "Call Olga first"})
    assert "Oak &amp; Sons" not in bob_client.get(f"{listed(row)}?state=mine").text
    assert "Oak &amp; Sons" in charlie_client.get(f"{listed(row)}?state=mine").text


def test_it_is_exported(row, dora_client):
    text = b"".join(dora_client.get(f"{listed(row)}?export=csv").streaming_content).decode()
    assert "Oak & Sons,Bob,Charlie,2027-01-01,To hand over,700" in text
    assert dora_client.get(f"{listed(row)}?export=xlsx").status_code == 200


def test_a_draft_has_no_hand_overs(row, moving, dora_client):
    moving.model.state = "draft"
    moving.model.save()
    assert dora_client.get(listed(row)).status_code == 404
    assert dora_client.get(page(row)).status_code == 404


def test_few_queries(row, dora_client, bob_client):
    counted("territories:hand_overs operations", dora_client, listed(row))
    counted("territories:hand_over rep", bob_client, page(row))


def test_the_pack_says_with_whom_a_deal_stays(moving, bob_client):
    Policy.objects.update(open_deals="stay")
    prepare(moving.model)
    assert "stays with Bob until it closes" in bob_client.get(page(HandOver.objects.get())).text
