"""A plan that moves an account, on telephones: a rep reads their book and objects, their manager
answers, and both owners sign the hand-over."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from teams import facts as teams
from territories.models import SalesRole
from territories.services.handovers import prepare
from tests.factories import crm as sell
from tests.factories import territories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(bob, charlie):
    # What a migration brings is gone after a test that really commits
    name = {"name": "Account executive"}
    SalesRole.objects.get_or_create(owns_accounts=True, slug="account-executive", defaults=name)
    model = make.approved(starts_on=teams.today() + timedelta(5))
    north, south = make.territory(model, "North"), make.territory(model, "South")
    make.seat(north, bob.rep)
    make.seat(south, charlie.rep)
    oak = sell.account("Oak & Sons", owner=bob.rep, potential=1000)
    for n in range(12):
        sell.deal(bob.rep, name=f"Oak flooring {n}", account=oak, amount=100 * n)
    rule = make.rule(south, number=20, note="Everything south of the river")
    make.placement(oak, south, rule=rule)
    make.placement(sell.account("Birch", owner=bob.rep), north)
    prepare(model)
    return model


def test_read_object_answer_and_hand_over(
    plan, telephone, bob, charlie, alice, dora, assert_accessible, assert_narrow
):
    rep = telephone(bob)
    rep.goto("/me/")
    rep.get_by_role("link", name=re.compile("Your book changes on")).click()
    expect(rep.locator("main")).to_contain_text("Everything south of the river")
    assert_narrow(rep)
    assert_accessible(rep)
    rep.get_by_label("What should be different, and why?").fill("I know Olga since school.")
    rep.get_by_role("button", name="Object").click()
    rep.get_by_text("an answer is due by").wait_for()

    manager = telephone(alice)
    manager.goto(f"/territories/{plan.pk}/appeals/")
    assert_narrow(manager)
    assert_accessible(manager)
    manager.get_by_role("link", name="Bob").click()
    manager.get_by_label("Refused").check()
    manager.get_by_label("In words").fill("Olga retires in May.")
    assert_accessible(manager)
    manager.get_by_role("button", name="Answer").click()
    manager.get_by_text("Saved.").wait_for()
    rep.goto("/my-book/")
    assert "Olga retires in May." in rep.locator("#appeal").inner_text()

    rep.get_by_role("link", name="Oak & Sons").click()
    expect(rep.get_by_text("Oak flooring 3").first).to_be_hidden()
    rep.get_by_text("4 more deals").click()
    expect(rep.get_by_text("Oak flooring 3").locator("visible=true")).to_have_count(1)
    assert_narrow(rep)
    assert_accessible(rep)
    rep.get_by_label("What should the next owner know?").fill("Call Olga first.")
    rep.get_by_role("button", name="Handed over").click()
    rep.get_by_role("button", name="Take the signature back").wait_for()

    taker = telephone(charlie)
    taker.goto("/my-book/")
    taker.get_by_role("link", name="Oak & Sons").click()
    expect(taker.locator("main")).to_contain_text("Call Olga first.")
    taker.get_by_role("button", name="Taken over").click()
    taker.get_by_text("Saved.").wait_for()
    rep.reload()
    assert not rep.get_by_role("button", name="Take the signature back").count()

    operations = telephone(dora)
    operations.goto(f"/territories/{plan.pk}/hand-overs/")
    assert "1 of 1 signed" in operations.locator("main").inner_text()
    assert_narrow(operations)
    assert_accessible(operations)


def test_holding_an_account_back(telephone, alice, bob, assert_accessible, assert_narrow):
    oak = sell.account("Oak & Sons", owner=bob.rep)
    sell.deal(bob.rep, account=oak)
    manager = telephone(alice)
    manager.goto("/territories/holds/")
    manager.get_by_role("link", name="Hold something back").click()
    manager.get_by_label("Name of an account or an open deal").fill("oak")
    manager.get_by_role("button", name="Look for it").click()
    assert_accessible(manager)
    manager.get_by_role("link", name="Oak & Sons").click()
    manager.get_by_label("Reason").select_option("promise")
    assert_accessible(manager)
    manager.get_by_role("button", name="Hold it back").click()
    manager.get_by_text("Held back until").wait_for()
    assert_accessible(manager)
    assert_narrow(manager)
    manager.get_by_role("link", name="Oak & Sons").click()
    assert_accessible(manager)
    manager.locator("summary", has_text="Let it go").click()
    manager.get_by_role("button", name="Let it go").click()
    manager.get_by_text("It is no longer held back.").wait_for()
