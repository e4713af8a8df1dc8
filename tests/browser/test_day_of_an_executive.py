"""An executive's day: the company, a look inside, a trend, a name in the search field."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_company_and_a_look_inside(at_site):
    page = at_site("executive")
    page.goto("/")
    assert page.url.endswith("/performance/")
    row = page.locator("tr", has=page.locator("button.tw[aria-expanded=false]")).last
    team = row.locator("button.tw").get_attribute("data-node")
    people = page.locator(f'tr[data-parent="{team}"]')
    assert people.first.is_hidden()
    row.locator("button.tw").click()
    expect(people.first).to_be_visible()


def test_the_chart_is_drawn_and_its_table_says_the_same(at_site):
    page = at_site("executive")
    page.goto("/performance/")
    page.locator("[data-chart=pacing] .main-svg").first.wait_for()
    page.locator("summary", has_text="Show as table").first.click()
    last = page.locator(".as-table").first.locator("tbody tr").last
    assert "$" in last.inner_text()


def test_any_figure_over_time(at_site):
    page = at_site("executive")
    page.goto("/trends/")
    page.select_option("#kpi", "win_rate")
    page.wait_for_url(re.compile("kpi=win_rate"))
    page.get_by_role("heading", name=re.compile("Win rate")).wait_for()
    page.locator(".seg a", has_text="Months").click()
    page.wait_for_url(re.compile("by=month"))
    assert "kpi=win_rate" in page.url
    assert page.locator("#trend tbody tr").count() == 13 * 2


def test_the_slash_key_brings_the_search_field(at_site):
    page = at_site("executive")
    page.goto("/performance/")
    page.keyboard.press("/")
    page.keyboard.type("enterp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=enterp"))
    page.get_by_role("link", name="Enterprise").click()
    page.wait_for_url(re.compile("/performance/teams/enterprise/"))


def test_results_come_while_typing(at_site):
    page = at_site("executive")
    page.goto("/search/")
    page.locator("#q").press_sequentially("field")
    page.get_by_role("link", name="Field sales").wait_for()
    page.wait_for_url(re.compile("q=field"))
