"""A plan in the browser: the company's goal, teams and people, a proposal, the gap, an approval."""

import re

import pytest

from planning.models import QuotaPlan
from tests.factories import planning as build
from tests.planning.results import won_before

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_nothing_to_an_approved_plan(
    page,
    phone,
    open_context,
    enter,
    alice,
    bob,
    charlie,
    dora,
    frank,
    assert_accessible,
    assert_narrow,
):
    won_before(bob.rep, 300_000, 200_000, 150_000)
    won_before(charlie.rep, 100_000, 50_000, 40_000)
    enter(page, dora)
    start(page)
    assert_accessible(page)
    type_figures(page)
    allocate(page, assert_accessible)
    ask_managers(page)
    propose(enter(open_context().new_page(), alice), assert_accessible)
    close_gap(page, assert_accessible)
    send(page)
    approve(enter(open_context().new_page(), frank))
    assert QuotaPlan.objects.get().state == "approved"
    fits_a_phone(enter(phone, dora), assert_accessible, assert_narrow)


def start(page):
    page.goto("/quotas/")
    page.get_by_role("link", name="Start with an empty plan").click()
    page.get_by_label("Name").fill("Quotas next year")
    page.get_by_role("button", name="Create the draft").click()
    page.get_by_text("The draft is made.").wait_for()


def type_figures(page):
    """By keyboard: what is not yet allocated follows at once, without a new page."""
    page.get_by_label("Planned for Acme").fill("600,000")
    page.keyboard.press("Tab")
    left = page.locator(f"#left-{build.line(QuotaPlan.objects.get()).pk}")
    expect(left, "600,000")
    page.get_by_label("Planned for EMEA", exact=True).fill("700000")
    page.keyboard.press("Tab")
    expect(left, "−100,000")
    page.get_by_label("Planned for EMEA", exact=True).fill("many")
    page.keyboard.press("Tab")
    page.locator(".cell-sub", has_text="Write an amount in digits").wait_for()


def allocate(page, assert_accessible):
    page.reload()
    page.get_by_role("link", name="Acme", exact=True).click()
    page.get_by_role("link", name="Allocate").click()
    page.get_by_label("Lines further below by the same method").check()
    page.get_by_label("Method", exact=True).select_option("uniform_growth")
    page.locator("#preview").get_by_text("450,000").first.wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("The figures are allocated.").wait_for()
    bob = build.line(QuotaPlan.objects.get(), "Bob")
    assert bob.planned == 450_000


def ask_managers(page):
    page.get_by_role("link", name="Quotas next year").click()
    page.get_by_label("Managers propose until").fill("2099-01-31")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_text("Managers propose until 31 January 2099.").wait_for()


def propose(page, assert_accessible):
    page.goto("/quotas/")
    page.get_by_role("link", name="Quotas next year").click()
    page.get_by_role("link", name="Proposals").click()
    page.get_by_label("Proposed for Bob").fill("400,000")
    page.get_by_label("Reason for Bob").fill("Two renewals fall into the year after")
    assert_accessible(page)
    page.get_by_role("button", name="Propose").click()
    page.get_by_text("1 proposal is stored.").wait_for()


def close_gap(page, assert_accessible):
    page.reload()
    page.get_by_role("link", name="Bob", exact=True).click()
    page.get_by_label("Follow the proposal").check()
    assert_accessible(page)
    page.get_by_role("button", name="Close the gap").click()
    page.get_by_text("Follows the proposal").wait_for()
    assert build.line(QuotaPlan.objects.get(), "Bob").planned == 400_000


def send(page):
    page.get_by_role("link", name="Quotas next year").click()
    page.get_by_text("Send for review").first.click()
    page.get_by_role("button", name="Send for review").click()
    page.get_by_text("Done.").wait_for()


def approve(page):
    page.goto("/quotas/")
    page.get_by_role("link", name="Quotas next year").click()
    page.get_by_text("Approve", exact=True).first.click()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("Done.").wait_for()


def fits_a_phone(page, assert_accessible, assert_narrow):
    plan = f"/quotas/{QuotaPlan.objects.get().pk}/"
    for room in ("", "months/", "compare/", "history/", "bulk/", "proposals/"):
        page.goto(plan + room)
        assert_narrow(page)
        assert_accessible(page)


def expect(locator, text):
    locator.filter(has_text=re.compile(re.escape(text))).wait_for()
