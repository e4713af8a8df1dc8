"""A quarterly review from the click to paper, and what the sample company has already."""

import re

import pytest

pytestmark = pytest.mark.browser


def past_quarter(page):
    """The Performance page of the quarter before this one."""
    page.goto("/performance/")
    page.locator(".period a[href*='p=']").first.click()
    page.wait_for_url(re.compile("p="))


def test_one_click_makes_a_review(at_site):
    page = at_site("executive")
    past_quarter(page)
    page.get_by_role("button", name="Make the quarterly review").click()
    page.wait_for_url(re.compile(r"/reviews/\d+/$"), timeout=60_000)
    assert "Made by Executive" in page.locator(".lede").inner_text()
    assert page.locator("#results tr.sum").count() == 1
    assert "Nothing is different today" in page.locator("#since").inner_text()
    made = page.url
    past_quarter(page)
    page.get_by_role("button", name="Make the quarterly review").click()
    page.wait_for_url(re.compile(r"/reviews/\d+/$"), timeout=60_000)
    assert page.url == made


def test_it_is_whole_on_paper(at_site, tmp_path):
    """Drawings are there without anybody having scrolled; no chart waits for a script."""
    page = at_site("executive")
    open_first(page)
    page.emulate_media(media="print")
    assert page.locator("[data-chart]").count() == 0
    assert page.locator("svg.pillars").count() == 2
    for drawing in page.locator("svg.pillars").all():
        assert drawing.bounding_box()["width"] > 400
    assert not page.get_by_role("button", name="Withdraw").is_visible()
    assert len(page.pdf(prefer_css_page_size=True)) > 20_000


def open_first(page):
    page.goto("/reviews/")
    page.locator("#list tbody a").first.click()
    page.wait_for_url(re.compile(r"/reviews/\d+/$"))


def test_it_fits_a_phone_and_is_accessible(at_site, assert_accessible, assert_narrow):
    page = at_site("executive", phone=True)
    open_first(page)
    assert_narrow(page)
    assert_accessible(page)
    dark = at_site("executive", color_scheme="dark")
    open_first(dark)
    assert_accessible(dark)


def test_the_file_comes_with_a_sheet_for_each_section(at_site):
    page = at_site("executive")
    open_first(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_it_is_withdrawn_with_a_reason(at_site):
    page = at_site("operations")
    open_first(page)
    page.get_by_text("Withdraw", exact=True).first.click()
    page.get_by_label(re.compile("Why")).fill("A load was missing.")
    page.locator(".confirm[open] button").click()
    page.get_by_text("A load was missing.").wait_for()
    past_quarter(page)
    page.get_by_role("button", name="Make the quarterly review").click()
    page.wait_for_url(re.compile(r"/reviews/\d+/$"), timeout=60_000)
    assert page.locator(".note.bad").count() <= 1
