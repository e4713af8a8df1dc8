"""A territory plan by mouse and keyboard: drawn from the CRM, reviewed, approved, in force."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

import teams.facts
from crm.models import Account
from teams.models import Coverage
from territories.models import SalesRole, TerritoryModel
from territories.services.activation import activate_due
from tests.factories import crm as build
from tests.factories import teams as people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stated(cast):
    SalesRole.objects.get_or_create(
        owns_accounts=True, defaults={"slug": "account-executive", "name": "Account executive"}
    )
    north = people.territory("North")
    charlie = cast["rep elsewhere"].rep
    Coverage.objects.create(rep=charlie, territory=north, valid=("2024-01-01", None))
    bob = cast["rep"].rep
    return build.account(
        "Fay", owner=bob, stated_owner=bob, territory=north, stated_territory="north"
    )


def step(page, button, words=""):
    """Open the menu of an act, say why, and confirm."""
    menu = page.locator("details.confirm", has_text=button).first
    menu.locator("summary").click()
    if words:
        menu.locator("textarea").fill(words)
    menu.get_by_role("button", name=button).click()


def test_a_plan_is_made_reviewed_approved_and_starts(
    stated, cast, open_context, enter, assert_accessible
):
    operations = enter(open_context().new_page(), cast["operations"])
    operations.goto("/territories/")
    assert_accessible(operations)
    operations.get_by_role("link", name="Start a plan from what the CRM states").click()
    operations.get_by_label("Name").fill("New year")
    starts_on = teams.facts.today() + timedelta(3)
    operations.get_by_label("Starts on").fill(starts_on.isoformat())
    operations.get_by_role("button", name="Create the draft").click()
    operations.get_by_role("heading", level=1, name="New year").wait_for()
    assert "Charlie" in operations.locator("table").first.inner_text()
    assert_accessible(operations)
    step(operations, "Send for review", "North first")
    operations.get_by_text("Done.").wait_for()

    executive = enter(open_context().new_page(), cast["executive"])
    executive.goto("/territories/")
    executive.get_by_role("link", name="New year").click()
    expect(executive.locator("main")).to_contain_text("North first")
    step(executive, "Approve")
    executive.get_by_text("Starts on").first.wait_for()
    assert_accessible(executive)

    activate_due(starts_on - timedelta(1))
    assert Account.objects.get(pk=stated.pk).owner.name == "Bob"
    activate_due(starts_on)
    assert Account.objects.get(pk=stated.pk).owner.name == "Charlie"
    executive.reload()
    assert "Active" in executive.get_by_role("heading", level=1).inner_text()
    executive.get_by_role("link", name="the CRM states another owner").click()
    expect(executive.locator("#list")).to_contain_text("Fay")
    assert_accessible(executive)
    for room in ("compare", "history"):
        executive.goto(f"/territories/{TerritoryModel.objects.get().pk}/{room}/")
        assert_accessible(executive)
