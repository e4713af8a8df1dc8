"""Everything but the drawn charts works without scripts."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(at_site):
    return lambda role: at_site(role, java_script_enabled=False)


def test_a_manager_drills_down_by_links(plain):
    page = plain("manager")
    page.goto("/")
    page.locator("tr.l1 .node a").first.click()
    page.wait_for_url(re.compile(r"/performance/reps/\d+/"))
    assert page.locator("h1").is_visible()


def test_the_chart_has_its_numbers_as_a_table(plain):
    page = plain("manager")
    page.goto("/")
    page.locator("summary", has_text="Show as table").first.click()
    expect(page.locator(".as-table table").first).to_be_visible()


def test_another_period_is_a_link_in_an_open_menu(plain):
    page = plain("executive")
    page.goto("/performance/")
    page.locator(".period summary").click()
    page.locator(".period .qs a", has_text="Q1").first.click()
    page.wait_for_url(re.compile("p=.*Q1"))


def test_forms_have_their_button(plain):
    page = plain("executive")
    page.goto("/trends/")
    page.select_option("#kpi", "win_rate")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("kpi=win_rate"))
    page = plain("rep")
    page.goto("/me/")
    page.locator("#closers input[type=checkbox]").first.check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#closers input:checked")).to_have_count(1)


def test_lists_are_searched_and_sorted(plain):
    page = plain("executive")
    page.goto("/reps/")
    page.locator("th a", has_text="Booked").click()
    page.wait_for_url(re.compile("sort="))
    page.goto("/search/?q=enterprise")
    assert page.get_by_role("link", name="Enterprise").first.is_visible()
