"""Gaps and overlaps, with what is at stake, and the way to close them."""

from datetime import date

import pytest

from crm.models import Account
from territories.facts import overlaps
from territories.models import NamedAccount, Placement, TerritoryModel
from tests.factories import crm
from tests.factories import territories as build
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


def at(drawn, rest=""):
    return f"/territories/{drawn.model.pk}/gaps/{rest}"


def test_the_page_tells_overlaps_and_gaps(drawn, dora_client):
    page = counted("territories:gaps operations", dora_client, at(drawn)).text
    assert "1 account is claimed as strongly by others" in page
    assert "Place 100: City is Oslo" in page
    assert "Nobody gets 2 accounts" in page
    assert "Nobody covers 2 places" in page
    assert "Nobody sits in 2 territories" in page
    assert "Give to South" in page
    assert "its seat is the nearest" in page


def test_without_a_known_place_the_nearest_has_accounts_like_it(drawn, dora_client):
    Account.objects.filter(pk=drawn.turku.pk).update(country="Atlantis")
    assert "most accounts of its industry go there" in dora_client.get(at(drawn)).text


def test_open_deals_are_at_stake(drawn, bob, dora_client):
    crm.deal(account=drawn.nowhere, owner=bob.rep, amount=250000)
    page = dora_client.get(at(drawn)).text
    assert "250" in page.split("Accounts without a territory")[1].split("<")[0]
    assert page.index("Nowhere Ltd") < page.index("Turku Oy")


def test_a_whole_plan_says_so(drawn, dora_client):
    drawn.rules.oslo.delete()
    for one in (drawn.turku, drawn.nowhere):
        build.named(drawn.north, one)
    dora_client.post(f"/territories/{drawn.model.pk}/rules/run/")
    page = dora_client.get(at(drawn)).text
    assert "Every account has a territory." in page
    assert "No account is claimed twice as strongly" in page


def test_two_names_are_an_overlap(drawn, dora_client):
    for area in (drawn.north, drawn.south):
        build.named(area, drawn.nowhere)
    dora_client.post(f"/territories/{drawn.model.pk}/rules/run/")
    assert "By name" in dora_client.get(at(drawn)).text


def test_an_account_is_given_to_the_nearest_and_taken_back(drawn, dora_client):
    asked = {"account": drawn.turku.pk, "territory": drawn.south.pk}
    page = dora_client.post(at(drawn, "give/"), asked, follow=True)
    assert "Turku Oy now belongs to South by name." in page.text
    row = NamedAccount.objects.get()
    assert (row.account, row.territory) == (drawn.turku, drawn.south)
    assert row.why == "Given to the nearest territory"
    assert Placement.objects.get(account=drawn.turku).territory == drawn.south
    page = dora_client.post(at(drawn, "take-back/"), {"given": str(row.pk)}, follow=True)
    assert "1 account was taken back." in page.text
    assert Placement.objects.get(account=drawn.turku).territory is None


def test_a_whole_place_is_given(drawn, dora_client):
    other = crm.account("Helsinki Oy", country="Finland")
    dora_client.post(f"/territories/{drawn.model.pk}/rules/run/")
    asked = {"country": "Finland", "state": "", "territory": drawn.north.pk}
    page = dora_client.post(at(drawn, "give/"), asked, follow=True)
    assert "2 accounts now belong to North by name." in page.text
    assert Placement.objects.get(account=other).territory == drawn.north


@pytest.mark.parametrize(
    ("state", "said"),
    [("in_review", "Send it back first"), ("approved", "Revoke the approval first")],
)
def test_only_drafts_are_filled(drawn, dora_client, state, said):
    TerritoryModel.objects.update(state=state, starts_on=date(2027, 1, 1))
    asked = {"account": drawn.turku.pk, "territory": drawn.south.pk}
    page = dora_client.post(at(drawn, "give/"), asked, follow=True)
    assert said in page.text
    assert "Give to South" not in page.text
    assert not NamedAccount.objects.exists()


def test_a_territory_of_another_plan_is_refused(drawn, dora_client):
    other = build.territory(build.model("Other"), "Else")
    asked = {"account": drawn.turku.pk, "territory": other.pk}
    page = dora_client.post(at(drawn, "give/"), asked, follow=True)
    assert "not one of this plan" in page.text


def test_finance_reads_and_managers_do_not(drawn, erin, alice, sign_in):
    assert sign_in(erin).get(at(drawn)).status_code == 200
    assert sign_in(alice).get(at(drawn)).status_code == 403


def test_an_account_that_is_gone_is_not_given(drawn, dora_client):
    """A load was undone while the page was open."""
    asked = {"account": [drawn.turku.pk, 987654], "territory": drawn.south.pk}
    assert dora_client.post(at(drawn, "give/"), asked).status_code == 302
    assert NamedAccount.objects.get().account == drawn.turku


@pytest.mark.parametrize("what", ["rule goes", "territory comes"])
def test_a_plan_may_change_while_the_page_reads(drawn, dora_client, monkeypatch, what):
    """Somebody removes a rule, or adds a territory, between two reads of the page."""
    read = overlaps._by_rule

    def meanwhile(*args):
        yield from read(*args)
        if what == "rule goes":
            drawn.rules.oslo.delete()
        else:
            late = build.territory(drawn.model, "Late").pk
            yield ((late, None), (drawn.south.pk, None)), (3, None)

    monkeypatch.setattr(overlaps, "_by_rule", meanwhile)
    page = dora_client.get(at(drawn))
    assert page.status_code == 200
    assert "Late" not in page.text
