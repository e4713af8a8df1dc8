"""The pipeline's pages as a role opens them: the chart, its bars, the lists behind, a phone."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_bar_of_the_chart_opens_its_deals(at_site):
    page = at_site("executive")
    page.goto("/pipeline/")
    page.locator("[data-chart=movement] .main-svg").first.wait_for()
    row = page.locator("tr", has=page.get_by_role("link", name="Won", exact=True))
    deals = row.locator("td").first.inner_text()
    row.get_by_role("link").click()
    page.wait_for_url(re.compile("/pipeline/moved/won/"))
    assert f"{deals} deals" in page.locator(".lede").inner_text()


def test_a_click_on_a_bar_leads_there_too(at_site):
    page = at_site("executive")
    page.goto("/pipeline/")
    bars = page.locator("[data-chart=movement] .bars .point path")
    bars.first.wait_for()
    page.locator("[data-chart=movement]").scroll_into_view_if_needed()
    bars.first.click(force=True)
    page.wait_for_url(re.compile("/pipeline/moved/start/"))


def test_other_days_of_a_team(at_site):
    page = at_site("manager")
    page.goto("/pipeline/")
    page.get_by_role("link", name="Last 30 days").click()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-\d\d"))
    since = page.locator("#from").input_value()
    page.get_by_role("link", name="Slipped").click()
    page.wait_for_url(re.compile(f"/pipeline/slipped/.*from={since}"))
    assert page.locator("#from").input_value() == since


def test_a_rep_reads_what_changed_on_a_phone(at_site, assert_narrow):
    page = at_site("rep", phone=True)
    for url in ("/pipeline/", "/pipeline/slipped/", "/pipeline/changes/"):
        page.goto(url)
        assert_narrow(page)
    assert "→" in page.locator("#list").inner_text()
