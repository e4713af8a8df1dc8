"""/accounts/<pk>/: deals with their sums, owners over time, people, activities."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from crm.models import AccountOwner
from tests.factories import crm as build
from tests.query_counts import counted


def page(client, account) -> str:
    response = client.get(f"/accounts/{account.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("rep", 200), ("rep elsewhere", 404), ("manager", 200), ("operations", 200), ("finance", 200)],
)
def test_who_sees_it(cast, sign_in, bobs, who, status) -> None:
    assert sign_in(cast[who]).get(f"/accounts/{bobs.account_id}/").status_code == status


def test_sums_by_status_and_a_status_without_deals(bob, bobs, bob_client) -> None:
    build.deal(bob.rep, account=bobs.account, amount=1500, stage="won")
    tiles = bob_client.get(f"/accounts/{bobs.account_id}/").context["account"].tiles
    assert [(tile.label, tile.figure) for tile in tiles] == [
        ("Open", "$57.0k"),
        ("Won", "$1.5k"),
        ("Lost", "$0"),
    ]
    assert tiles[2].sub == "no deals"


def test_only_deals_that_one_sees(bobs, charlie, bob_client) -> None:
    build.deal(charlie.rep, account=bobs.account, name="Hidden from Bob")
    text = page(bob_client, bobs.account)
    assert "Kestrel renewal" in text
    assert "Hidden from Bob" not in text


def test_open_deals_come_before_closed_ones(bob, bobs, bob_client) -> None:
    build.deal(bob.rep, account=bobs.account, name="Old win", stage="won")
    rows = bob_client.get(f"/accounts/{bobs.account_id}/").context["account"].rows
    assert [row.status for row in rows] == ["Open", "Won"]


def test_a_rep_is_led_to_the_page_of_their_own(bob, bobs, bob_client, sign_in, cast) -> None:
    hers = f'href="/performance/reps/{bob.rep.pk}/"'
    text = page(bob_client, bobs.account)
    assert 'href="/me/"' in text
    assert hers not in text
    assert hers in page(sign_in(cast["manager"]), bobs.account)


def test_owners_over_time_and_people(bob, bobs, charlie, bob_client, ago) -> None:
    account = bobs.account
    AccountOwner.objects.create(account=account, rep=charlie.rep, valid=DateRange(ago(90), ago(9)))
    AccountOwner.objects.create(account=account, rep=bob.rep, valid=DateRange(ago(9), None))
    build.contact(
        "Nadia Fournier", account=account, title="Head of grid", email="nadia@kestrel.test"
    )
    context = bob_client.get(f"/accounts/{account.pk}/").context["account"]
    assert context.owners[0].end == "today"
    text = page(bob_client, account)
    assert "Nadia Fournier" in text
    assert f"/reps/{charlie.rep.pk}/" not in text


def test_activities(bob, bobs, charlie, bob_client, ago) -> None:
    build.activity(bob.rep, ago(3), account=bobs.account, subject="Quarterly review")
    build.activity(charlie.rep, ago(2), account=bobs.account, subject="Charlie's own")
    text = page(bob_client, bobs.account)
    assert "Quarterly review" in text
    assert "Charlie&#x27;s own" not in text


def test_the_account_above_is_a_link_only_where_one_sees_it(bob, charlie, bob_client) -> None:
    above = build.account("Holding", owner=charlie.rep)
    below = build.account("Daughter", owner=bob.rep, parent=above)
    text = page(bob_client, below)
    assert "Holding" in text
    assert f"/accounts/{above.pk}/" not in text


@pytest.mark.parametrize("who", ["rep", "operations"])
def test_queries(cast, sign_in, bobs, who) -> None:
    counted(f"crm:account {who}", sign_in(cast[who]), f"/accounts/{bobs.account_id}/")
