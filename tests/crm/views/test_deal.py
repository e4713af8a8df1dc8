"""/deals/<pk>/: the facts of a deal and everything that happened to it."""

from datetime import timedelta

import pytest

from tests.factories import crm as build
from tests.query_counts import counted


def page(client, deal) -> str:
    response = client.get(f"/deals/{deal.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("rep", 200),
        ("rep elsewhere", 404),
        ("manager", 200),
        ("operations", 200),
        ("finance", 200),
        ("executive", 200),
        ("administrator", 200),
    ],
)
def test_who_sees_it(cast, sign_in, bobs, who, status) -> None:
    assert sign_in(cast[who]).get(f"/deals/{bobs.pk}/").status_code == status


def test_one_with_a_share_sees_it(bobs, bob, charlie, charlie_client) -> None:
    build.split(bobs, bob.rep, 70)
    build.split(bobs, charlie.rep, 30)
    assert "Kestrel renewal" in page(charlie_client, bobs)


def test_no_such_deal(dora_client) -> None:
    assert dora_client.get("/deals/999999/").status_code == 404


def test_what_it_is(bobs, bob_client) -> None:
    text = page(bob_client, bobs)
    assert "Bob has it at Propose. It is 30 days old." in text
    assert "$57,000.00" in text
    assert "in 20 days" in text
    assert "Look at this" not in text


def test_an_amount_in_another_currency_is_shown_as_agreed(bob, bob_client) -> None:
    deal = build.deal(bob.rep, currency="CAD", amount=48_000, value=35_160)
    text = page(bob_client, deal)
    assert "$35.2k" in text
    assert "agreed as CA$48,000.00" in text


def test_without_a_rate_it_says_so(bob, bob_client) -> None:
    deal = build.deal(bob.rep, currency="CAD", amount=48_000, value=None)
    assert "no exchange rate into USD" in page(bob_client, deal)


def test_what_is_unknown_is_not_zero(bob, bob_client) -> None:
    deal = build.deal(bob.rep, amount=None)
    text = page(bob_client, deal)
    assert "not known yet" in text
    assert "$0" not in text


def test_warnings_in_words(bob, bob_client, ago) -> None:
    deal = build.deal(
        bob.rep, close_date=ago(12), last_activity_on=ago(23), pushes=3, created_on=ago(60)
    )
    text = page(bob_client, deal)
    assert "The close date passed 12 days ago" in text
    assert "No activity for 23 days" in text
    assert "The close date was pushed 3 times" in text
    assert "Set the next step and its date in the CRM" in text


def test_closed_deals_have_no_warnings(bob, bob_client) -> None:
    deal = build.deal(bob.rep, stage="won", pushes=5)
    text = page(bob_client, deal)
    assert "Look at this" not in text
    assert "Bob won it on" in text
    assert "from qualification to close" in text


def test_the_way_through_the_stages(bob, bob_client, today) -> None:
    deal = build.deal(bob.rep, created_on=today - timedelta(50))
    build.change(deal, "stage", "qualify", today - timedelta(50))
    build.change(deal, "stage", "propose", today - timedelta(16), old="qualify")
    text = page(bob_client, deal)
    assert "Most of the time in Qualify: 34 days" in text
    assert "16 days here" in text


def test_changes_with_both_clocks_and_inferred_ones_labelled(bob, bob_client, ago) -> None:
    deal = build.deal(bob.rep)
    build.change(deal, "amount", "1000", ago(20), old="800", known=ago(4), actor="Dora")
    build.change(deal, "stage", "propose", ago(30), inferred=True)
    context = bob_client.get(f"/deals/{deal.pk}/").context["deal"]
    first, second = context.timeline
    assert (first.old, first.new) == ("$800.00", "$1,000.00")
    assert first.note.startswith("Dora · known since")
    assert (second.new, second.note) == ("Propose", "worked out from the export")


def test_owners_and_stages_are_named(bob, charlie, bob_client, ago) -> None:
    deal = build.deal(bob.rep)
    build.change(deal, "owner", "BOB", ago(9), old="CHARLIE")
    build.change(deal, "stage", "gone-stage", ago(8), old="qualify")
    told = bob_client.get(f"/deals/{deal.pk}/").context["deal"].timeline
    assert [(line.old, line.new) for line in told] == [
        ("Qualify", "gone-stage"),
        ("Charlie", "Bob"),
    ]


def test_activities_stand_in_the_timeline(bob, bobs, bob_client, ago) -> None:
    build.activity(bob.rep, ago(3), opportunity=bobs, subject="Pricing call", two_way=True)
    build.activity(bob.rep, None, opportunity=bobs, subject="Send it", due_on=ago(-4), kind="task")
    text = page(bob_client, bobs)
    assert "Pricing call" in text
    assert "Bob · the customer took part" in text
    assert "Bob · planned" in text


def test_the_kind_is_not_said_twice(bob, bobs, bob_client, ago) -> None:
    build.activity(bob.rep, ago(3), opportunity=bobs, subject="Call about the offer")
    build.activity(bob.rep, ago(4), opportunity=bobs, subject="About the offer")
    labels = [line.label for line in bob_client.get(f"/deals/{bobs.pk}/").context["deal"].timeline]
    assert labels == ["", "Call"]


def test_no_history_says_why(bobs, bob_client) -> None:
    assert "No history was imported" in page(bob_client, bobs)


def test_shares_add_up_to_the_deal(bobs, bob, charlie, bob_client) -> None:
    build.split(bobs, bob.rep, "33.3333", value="18999.98")
    build.split(bobs, charlie.rep, "66.6667", value="38000.02")
    credit = bob_client.get(f"/deals/{bobs.pk}/").context["deal"].credit
    assert [(part.number, part.amount) for part in credit] == [
        ("66.6667%", "$38,000.02"),
        ("33.3333%", "$18,999.98"),
        ("100%", "$57,000.00"),
    ]


def test_overlays_are_on_top(bobs, bob, alice, bob_client) -> None:
    build.split(bobs, alice.rep, 20, kind="overlay")
    credit = bob_client.get(f"/deals/{bobs.pk}/").context["deal"].credit
    assert [(part.kind, part.amount) for part in credit] == [("overlay", "$11,400.00")]


def test_without_shares_the_owner_has_all(bobs, bob_client) -> None:
    assert "Bob owns the deal and has all of the credit." in page(bob_client, bobs)


def test_lines_add_up_and_say_when_the_deal_does_not(bobs, bob_client) -> None:
    build.line(bobs, 50_000)
    build.line(bobs, 6_000)
    text = page(bob_client, bobs)
    assert "$56,000.00" in text
    assert "In the CRM the deal&#x27;s own amount is $57,000.00." in text


def test_links_go_only_where_one_may_go(bobs, bob, charlie, bob_client) -> None:
    build.split(bobs, charlie.rep, 100)
    text = page(bob_client, bobs)
    assert f"/reps/{bob.rep.pk}/" not in text  # a rep has a page of their own
    assert 'href="/me/"' in text
    assert f"/reps/{charlie.rep.pk}/" not in text


@pytest.mark.parametrize("who", ["rep", "operations"])
def test_queries(cast, sign_in, bobs, bob, charlie, ago, who) -> None:
    build.line(bobs, 57_000)
    build.split(bobs, bob.rep, 100)
    build.change(bobs, "owner", "BOB", ago(3), old="CHARLIE")
    counted(f"crm:deal {who}", sign_in(cast[who]), f"/deals/{bobs.pk}/")
