"""/accounts/: whose accounts, narrowing, sums of the deals that one sees."""

import pytest

from crm.filters import accounts as narrowing
from crm.models import querysets
from tests.factories import crm as build
from tests.factories import teams as people
from tests.query_counts import counted


def rows(client, query: str = "") -> dict[str, object]:
    table = client.get(f"/accounts/{query}").context["table"]
    return {row.record.name: row.record for row in table.paginated_rows}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("rep", ["Kestrel Utilities"]),
        ("rep elsewhere", ["Corvid Labs"]),
        ("manager", ["Kestrel Utilities"]),
        ("operations", ["Corvid Labs", "Kestrel Utilities"]),
        ("finance", ["Corvid Labs", "Kestrel Utilities"]),
        ("executive", ["Corvid Labs", "Kestrel Utilities"]),
        ("administrator", ["Corvid Labs", "Kestrel Utilities"]),
    ],
)
def test_everybody_sees_their_own(cast, sign_in, bobs, charlies, who, expected) -> None:
    assert list(rows(sign_in(cast[who]))) == expected


def test_sums_are_of_the_deals_that_one_sees(bobs, charlie, bob, bob_client, dora_client) -> None:
    account = bobs.account
    build.deal(bob.rep, account=account, amount=3000)
    build.deal(bob.rep, account=account, amount=700, stage="won")
    build.deal(charlie.rep, account=account, amount=5000)
    mine = rows(bob_client)["Kestrel Utilities"]
    assert (mine.open_value, mine.won_value) == (60_000, 700)
    everything = rows(dora_client)["Kestrel Utilities"]
    assert everything.open_value == 65_000


def test_without_deals_the_sums_are_empty(bob, bob_client) -> None:
    build.account("Quiet", owner=bob.rep)
    assert rows(bob_client)["Quiet"].open_value is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?has=open", {"Kestrel Utilities"}),
        ("?has=won", {"Winner"}),
        ("?has=none", {"Quiet"}),
        ("?territory=west", {"Quiet"}),
        ("?q=util", {"Kestrel Utilities"}),
        ("?scope=rep:BOB", {"Kestrel Utilities", "Winner", "Quiet"}),
        ("?scope=team:emea-north", {"Kestrel Utilities", "Winner", "Quiet"}),
    ],
)
def test_narrowing(bob, bobs, dora_client, query, expected) -> None:
    build.account("Quiet", owner=bob.rep, territory=people.territory("West"))
    build.deal(bob.rep, stage="won", account=build.account("Winner", owner=bob.rep))
    assert set(rows(dora_client, query)) == expected


def test_the_page_itself(bobs, bob_client) -> None:
    text = bob_client.get("/accounts/").content.decode()
    assert "Kestrel Utilities" in text
    assert ">57<" in text


@pytest.mark.parametrize("who", ["rep", "operations"])
def test_queries(cast, sign_in, bobs, charlies, who) -> None:
    counted(f"crm:accounts {who}", sign_in(cast[who]), "/accounts/")


def test_without_deals_are_those_whose_deals_the_reader_does_not_see(
    bob, charlie, bob_client, alice_client, dora_client
) -> None:
    theirs = build.account("Sold by others", owner=bob.rep)
    build.deal(charlie.rep, account=theirs)
    build.account("Quiet", owner=bob.rep)
    for client in (bob_client, alice_client):
        assert set(rows(client, "?has=none")) == {"Sold by others", "Quiet"}
    assert set(rows(dora_client, "?has=none")) == {"Quiet"}
    assert set(rows(dora_client, "?has=none&scope=team:emea-north")) == {"Quiet"}


@pytest.mark.parametrize("has", ["open", "none"])
def test_many_people_are_looked_up_account_by_account(
    bob, bobs, alice_client, monkeypatch, has
) -> None:
    monkeypatch.setattr(querysets, "FEW", 0)
    monkeypatch.setattr(narrowing, "FEW", 0)
    build.account("Quiet", owner=bob.rep)
    found = {"open": {"Kestrel Utilities"}, "none": {"Quiet"}}
    assert set(rows(alice_client, f"?has={has}")) == found[has]
    assert set(rows(alice_client)) == {"Kestrel Utilities", "Quiet"}
