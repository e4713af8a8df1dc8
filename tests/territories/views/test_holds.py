"""Holds on the pages: who may hold what back, for how long, and what the company is told."""

from datetime import timedelta

import pytest

from teams import facts as teams
from territories.models import Hold, Policy
from tests.factories import crm as sell
from tests.factories import territories as make
from tests.query_counts import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(company):
    return teams.today()


def sent(today, **changes):
    end = str(today + timedelta(30))
    return {"reason": "late_deal", "start": str(today), "end": end} | changes


def new(thing):
    kind = "deal" if hasattr(thing, "stage_id") else "account"
    return f"/territories/holds/new/?{kind}={thing.pk}"


def test_a_manager_holds_an_account_back(alice_client, bob, today):
    oak = sell.account("Oak & Sons", owner=bob.rep)
    sell.deal(bob.rep, account=oak, amount=100)
    assert "It stays with Bob." in alice_client.get(new(oak)).text
    said = alice_client.post(new(oak), sent(today), follow=True).text
    assert "Oak &amp; Sons" in said
    assert said.count("100% of the open deals of Bob are held") == 1
    assert "the company warns above 5%" in said
    page = f"/territories/holds/{Hold.objects.get().pk}/"
    assert "A deal is about to close" in alice_client.get(page).text
    alice_client.post(f"{page}end/", {"reason": "It was signed"})
    assert not Hold.objects.exists()


def test_beyond_the_limit_the_limit_is_named(dora_client, bob, today):
    oak = sell.account("Oak & Sons", owner=bob.rep)
    late = str(today + timedelta(91))
    found = dora_client.post(new(oak), sent(today, end=late))
    assert found.status_code == 422
    assert "A hold lasts at most 90 days: this one until" in found.text
    credit = str(today + timedelta(91))
    found = dora_client.post(new(oak), sent(today, credit_until=credit))
    assert "Credit ends at most 60 days after the hold" in found.text
    assert "Say why." in dora_client.post(new(oak), sent(today, reason="other")).text
    assert not Hold.objects.exists()


def test_what_belongs_to_others_is_not_held(alice_client, bob_client, erin_client, charlie, today):
    acme = sell.account("Zebra", owner=charlie.rep)
    deal = sell.deal(charlie.rep, account=acme)
    for thing in (acme, deal):
        assert alice_client.post(new(thing), sent(today)).status_code == 404
        assert bob_client.post(new(thing), sent(today)).status_code == 403
        assert erin_client.post(new(thing), sent(today)).status_code == 403
    hold = make.hold(charlie.rep, today, today + timedelta(5), account=acme)
    assert alice_client.get(f"/territories/holds/{hold.pk}/").status_code == 404
    assert "Zebra" not in alice_client.get("/territories/holds/").text
    assert erin_client.get(f"/territories/holds/{hold.pk}/").status_code == 200


def test_it_is_looked_for_by_name(alice_client, bob, charlie):
    sell.account("Oak & Sons", owner=bob.rep)
    sell.account("Oak Island", owner=charlie.rep)
    sell.deal(bob.rep, name="Oak flooring")
    text = alice_client.get("/territories/holds/new/?q=oak").text
    assert "Oak &amp; Sons" in text
    assert "Oak flooring" in text
    assert "closes" in text
    assert "Oak Island" not in text


def test_the_list_is_narrowed(dora_client, bob, today):
    days = {"Soon": (0, 5), "Long": (0, 60), "Over": (-20, -5), "Later": (20, 40)}
    for name, (start, end) in days.items():
        oak = sell.account(name, owner=bob.rep)
        make.hold(bob.rep, today + timedelta(start), today + timedelta(end), account=oak)

    def names(query):
        text = dora_client.get(f"/territories/holds/?{query}").text.split("<tbody")[-1]
        return {name for name in days if f">{name}</a>" in text}

    assert names("") == {"Soon", "Long", "Later"}
    assert names("state=soon") == {"Soon"}
    assert names("state=over") == {"Over"}
    assert names("state=all") == set(days)
    assert names("state=all&q=Lon") == {"Long"}


def test_how_held_deals_ended_is_told(dora_client, bob, today):
    for stage in ("won", "lost", "lost"):
        deal = sell.deal(bob.rep, stage=stage, created_on=today - timedelta(31))
        make.hold(bob.rep, today - timedelta(20), today, deal=deal)
    assert (
        "Of held deals that have closed, 1 of 3 were won."
        in dora_client.get("/territories/holds/").text
    )


def test_the_warning_is_the_policys(dora_client, bob, today):
    for n, amount in enumerate((10, 90)):
        oak = sell.account(f"Oak {n}", owner=bob.rep)
        sell.deal(bob.rep, account=oak, amount=amount)
    held = bob.rep.accounts.get(name="Oak 0")
    make.hold(bob.rep, today, today + timedelta(5), account=held)
    assert "10% of the open deals of Bob are held" in dora_client.get("/territories/holds/").text
    Policy.objects.update(held_share="0.1")
    assert "are held" not in dora_client.get("/territories/holds/").text


def test_without_a_policy_the_company_is_as_it_begins(dora_client, bob, today):
    Policy.objects.all().delete()
    oak = sell.account("Oak", owner=bob.rep)
    sell.deal(bob.rep, account=oak)
    make.hold(bob.rep, today, today + timedelta(5), account=oak)
    assert "the company warns above 5%" in dora_client.get("/territories/holds/").text


def test_only_leaders_open_the_list(cast, sign_in):
    for name, person in cast.items():
        expected = 403 if name.startswith("rep") else 200
        assert sign_in(person).get("/territories/holds/").status_code == expected, name


def test_few_queries(dora_client, bob, today):
    oak = sell.account("Oak & Sons", owner=bob.rep)
    make.hold(bob.rep, today, today + timedelta(5), account=oak)
    counted("territories:holds operations", dora_client, "/territories/holds/")
