"""A draft is balanced in the browser: goals, a proposal by a worker, part of it accepted."""

import re

import pytest

from territories.models import NamedAccount, Policy, SalesRole
from territories.services.weighing import weigh
from tests.factories import territories as plans

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POTENTIALS = {"North": (400, 300, 200, 100, 80, 60), "South": (90, 70, 50), "West": (120, 60)}


@pytest.fixture
def carved(company):
    """Three uneven territories, each with the accounts of its segment; the address of the draft."""
    Policy.objects.get_or_create(pk=1)
    role = {"name": "Account executive", "owns_accounts": True}
    SalesRole.objects.get_or_create(slug="account-executive", defaults=role)
    model = plans.model("Plan 2027")
    for name, potentials in POTENTIALS.items():
        territory = plans.territory(model, name)
        plans.rule(territory, plans.asks("segment", "in", name))
        for n, potential in enumerate(potentials):
            plans.held(territory, f"{name} {n}", potential=potential, segment=name)
    weigh(model.pk)
    return f"/territories/{model.pk}/"


def test_from_goals_to_accepted_moves(
    page, phone, enter, dora, carved, worker, assert_accessible, assert_narrow
):
    enter(page, dora)
    agree(page, carved)
    before = page.locator(".lede").inner_text()
    assert "3 of 3 territories are not within the agreed 20%" in before
    assert_accessible(page)
    propose(page, carved)
    assert "within 20% of its target potential" in page.locator(".lede").inner_text()
    assert page.locator("[data-chart=frontier-curve]").count() == 1
    assert_accessible(page)
    moved = accept(page, 2)
    assert set(NamedAccount.objects.values_list("account__name", flat=True)) == set(moved)
    page.get_by_role("link", name="Today", exact=True).click()
    page.wait_for_url(re.compile("/balance/"))
    assert page.locator(".lede").inner_text() != before
    fits_a_phone(enter(phone, dora), carved, assert_accessible, assert_narrow)


def agree(page, model):
    page.goto(f"{model}balance/")
    page.get_by_role("link", name="Agree on goals").click()
    page.get_by_label("Potential, within %").fill("20")
    page.get_by_role("button", name="Agree").click()
    page.get_by_text("The goals are agreed on.").wait_for()


def propose(page, model):
    page.get_by_role("link", name="New proposal").click()
    page.get_by_label("Time limit in seconds").fill("4")
    page.get_by_role("button", name="Propose moves").click()
    page.wait_for_url(re.compile(r"/proposals/1/$"), timeout=60_000)


def accept(page, count):
    """The first moves, ticked and accepted by keyboard; their accounts."""
    boxes, names = page.locator("#moves tbody input[type=checkbox]"), []
    for n in range(count):
        boxes.nth(n).focus()
        page.keyboard.press("Space")
        names.append(boxes.nth(n).get_attribute("aria-label").removeprefix("Tick "))
    page.get_by_role("button", name="Accept ticked").focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"{count} moves accepted.").wait_for()
    return names


def fits_a_phone(page, model, assert_accessible, assert_narrow):
    for address in ("balance/", "proposals/1/", "balance/goals/", "proposals/new/"):
        page.goto(f"{model}{address}")
        assert_narrow(page)
        assert_accessible(page)
