"""What our scripts add to the pages, and that the pages work without them; in a real browser.

The page fixtures fail a test when the console holds an error, a breach of the content security
policy included.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import teams as build

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.ui.urls"),
]
Enter = Callable[[Page, object], Page]


@pytest.fixture
def reps(company) -> None:
    for n in range(25):
        build.rep(f"Rep {n:02d}", segment="smb" if n % 2 else "ent")


@pytest.fixture
def guide(page: Page, enter: Enter, gina) -> Page:
    enter(page, gina).goto("/styleguide/")
    return page


def test_charts_come_when_they_are_near(guide: Page) -> None:
    library = "script[src*=plotly]"
    assert guide.locator(library).count() == 0
    guide.locator("#story-bars").evaluate("el => el.parentElement.scrollIntoView()")
    chart = guide.locator("[data-chart=story-bars]")
    expect(chart.locator(".main-svg").first).to_be_visible(timeout=20_000)
    assert guide.locator(library).count() == 1
    expect(chart).not_to_have_attribute("aria-busy", "true")
    blue = chart.locator(".bars path").first.evaluate("el => getComputedStyle(el).fill")
    guide.emulate_media(color_scheme="dark")
    guide.wait_for_function(
        "before => getComputedStyle(document.querySelector("
        "'[data-chart=story-bars] .bars path')).fill !== before",
        arg=blue,
    )


def test_the_theme_changes_at_once(guide: Page) -> None:
    guide.get_by_label("Account:").click()
    guide.get_by_role("button", name="Dark").click()
    expect(guide.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(guide.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_keys_find_and_leave(guide: Page) -> None:
    guide.get_by_label("Account:").click()
    menu = guide.locator("details.account")
    expect(menu).to_have_attribute("open", "")
    guide.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    guide.keyboard.press("Tab")
    guide.locator("#main h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_the_sidebar_folds_and_remembers(guide: Page) -> None:
    side = guide.locator("#side")
    wide = side.bounding_box()["width"]
    guide.get_by_label("Collapse or expand").click()
    assert side.bounding_box()["width"] < wide
    guide.reload()
    assert guide.locator("#side").bounding_box()["width"] < wide


def test_the_phone_has_its_rooms_behind_more(phone: Page, enter: Enter, dora, reps) -> None:
    enter(phone, dora).goto("/test/reps/")
    expect(phone.locator("#side")).not_to_be_visible()
    phone.get_by_role("link", name="More").click()
    expect(phone.locator("#side")).to_be_visible()
    phone.get_by_label("Close menu").click()
    expect(phone.locator("#side")).not_to_be_visible()


def test_the_list_narrows_while_typing(page: Page, enter: Enter, dora, reps) -> None:
    enter(page, dora).goto("/test/reps/?p=2024-Q1")
    page.get_by_label("Search in this list").fill("rep 07")
    expect(page.locator(".pager")).to_contain_text("1–1 of 1")
    expect(page.locator("#announce")).to_have_text("1–1 of 1")
    assert "p=2024-Q1" in page.url
    assert "q=rep+07" in page.url
    page.reload()
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("of 25")


def test_the_list_sorts_and_pages_in_place(page: Page, enter: Enter, dora, reps) -> None:
    enter(page, dora).goto("/test/reps/")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Rep", exact=True).click()
    expect(page.locator("#list tbody tr").first).to_contain_text("Rep 24")
    page.get_by_role("link", name="next").click()
    expect(page.locator("#list tbody tr").first).to_contain_text("Rep 14")
    page.locator("#id_segment").select_option("ent")
    expect(page.locator(".pager")).to_contain_text("of 13")
    assert page.evaluate("window.same") is True


def test_searching_keeps_the_order_that_was_asked_in_place(page: Page, enter, dora, reps) -> None:
    enter(page, dora).goto("/test/reps/")
    page.get_by_role("link", name="Rep", exact=True).click()
    expect(page.locator("#list tbody tr").first).to_contain_text("Rep 24")
    page.get_by_label("Search in this list").fill("rep 1")
    expect(page.locator(".pager")).to_contain_text("of 10")
    expect(page.locator("#list tbody tr").first).to_contain_text("Rep 19")


def test_exports_and_columns_follow_what_was_narrowed_in_place(
    page: Page, enter, dora, reps
) -> None:
    enter(page, dora).goto("/test/reps/")
    page.get_by_label("Search in this list").fill("rep 07")
    expect(page.locator(".pager")).to_contain_text("of 1")
    page.locator("summary", has_text="Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = download.value.path().read_text("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert "Rep 07" in lines[1]
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Job").check()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.get_by_role("columnheader", name="Job")).to_be_visible()
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_leaving_the_search_box_does_not_ask_again(page: Page, enter, dora, reps) -> None:
    enter(page, dora).goto("/test/reps/")
    asked: list[str] = []
    page.get_by_label("Search in this list").fill("rep 07")
    expect(page.locator(".pager")).to_contain_text("of 1")
    page.on("request", lambda request: asked.append(request.url))
    page.locator("summary", has_text="Columns").click()
    page.wait_for_timeout(600)
    assert asked == []
    assert page.get_by_label("Job").is_visible()


def test_the_list_works_without_scripts(page_without_scripts: Page, enter, dora, reps) -> None:
    page = page_without_scripts
    enter(page, dora).goto("/test/reps/")
    page.get_by_label("Search in this list").fill("rep 1")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".pager")).to_contain_text("1–10 of 10")
    page.get_by_role("link", name="Rep", exact=True).click()
    expect(page.locator("#list tbody tr").first).to_contain_text("Rep 19")
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Job").check()
    page.get_by_role("button", name="Show these columns").click()
    expect(page.get_by_role("columnheader", name="Job")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/styleguide/", "/test/reps/?q=1", "/test/reps/?q=zzz"])
def test_pages_are_accessible(
    page: Page, enter, gina, reps, assert_accessible, address: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    enter(page, gina).goto(address)
    assert_accessible(page)


def test_no_page_scrolls_sideways_on_a_phone(phone: Page, enter, gina, reps, assert_narrow) -> None:
    enter(phone, gina)
    for address in ("/styleguide/", "/test/reps/"):
        phone.goto(address)
        assert_narrow(phone)
