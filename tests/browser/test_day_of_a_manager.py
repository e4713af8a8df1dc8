"""A manager's day: the team, a rep, a deal; why is this number what it is; take it along."""

import csv
import io
import re

import pytest

pytestmark = pytest.mark.browser


def money(text):
    """The number in `$1,087,087.00`."""
    return float(re.sub(r"[^0-9.−-]", "", text).replace("−", "-"))


def test_from_the_team_to_a_rep_to_a_deal_and_back_in_the_same_period(at_site):
    page = at_site("manager")
    page.goto("/")
    assert "/performance/teams/" in page.url
    page.get_by_role("link", name=re.compile("Next period")).click()
    page.wait_for_url(re.compile(r"\?p="))
    period = re.search(r"p=([^&]+)", page.url).group(1)
    page.locator("tr.l1 .node a").first.click()
    page.wait_for_url(re.compile(r"/performance/reps/\d+/"))
    assert f"p={period}" in page.url
    page.locator("section", has_text="Do next").locator("li a").first.click()
    page.wait_for_url(re.compile(r"/deals/\d+/"))
    page.go_back()
    page.locator(".crumbs a").last.click()
    page.wait_for_url(re.compile(r"/performance/teams/"))
    assert f"p={period}" in page.url


def test_the_rows_behind_a_number_add_up_to_it(at_site):
    page = at_site("manager")
    page.goto("/")
    page.locator("a.tile", has_text="Booked").click()
    page.wait_for_url(re.compile("/explain/won_value/"))
    shown = money(page.locator(".fig-lg").inner_text())
    address = page.get_by_role("link", name="CSV").get_attribute("href")
    text = page.request.get(f"/explain/won_value/{address}").text()
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    amounts = [float(row["Amount"]) for row in rows]
    assert len(amounts) > 10
    assert round(sum(amounts), 2) == shown


def test_the_export_says_what_the_page_says(at_site):
    page = at_site("manager")
    page.goto("/")
    shown = page.locator("tr.l0 td.num").nth(1).inner_text()
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(download.value.path().open(encoding="utf-8-sig")))
    assert round(float(rows[0]["Booked"]) / 1000) == money(shown)


def test_rows_are_sorted_in_the_address(at_site):
    page = at_site("manager")
    page.goto("/")
    page.locator("th a", has_text="Quota").click()
    page.wait_for_url(re.compile("sort=-quota"))
    quotas = [money(q) for q in page.locator("tr.l1 td.num:nth-child(2)").all_inner_texts() if q]
    assert quotas == sorted(quotas, reverse=True)


def test_other_teams_are_not_theirs(at_site):
    page = at_site("manager")
    page.goto("/teams/")
    names = page.locator("tbody tr a").all_inner_texts()
    assert 0 < len(names) < 5
    assert page.request.get("/runs/").status == 403


def test_two_people_beside_one_another_fairly(at_site):
    page = at_site("manager")
    page.goto("/performance/")
    page.get_by_role("link", name="Compare reps").click()
    page.wait_for_url(re.compile(r"/compare/"))
    rows = page.locator("#list tbody tr")
    names = [rows.nth(n).locator("a").inner_text() for n in (0, 1)]
    for name in names:
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Put ticked people side by side").click()
    page.wait_for_url(re.compile(r"with=\d+&with=\d+"))
    beside = page.locator("section", has=page.get_by_role("heading", name="Side by side"))
    heads = beside.locator("thead th").all_inner_texts()
    assert heads[1:3] == names
    assert page.locator("svg.strip circle.dot.on").count() == 2
    page.get_by_role("group", name="View").get_by_role("link", name="Raw").click()
    page.wait_for_url(re.compile(r"as=raw"))
    assert "with=" in page.url
    assert page.locator("th", has_text="Rank").count() == 0
