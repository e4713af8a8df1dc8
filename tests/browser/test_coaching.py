"""A coaching note from both ends: written, corrected, undone, done; and a comparison's charts."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_note_from_the_manager_to_the_rep_and_back(at_site, assert_accessible):
    said = f"Ask for the budget. {uuid4()}"
    manager, rep = at_site("manager"), at_site("rep")
    rep.goto("/me/")
    rep.locator("section", has_text="Coaching notes").get_by_role(
        "link", name="All follow-ups"
    ).click()
    rep.locator("tbody a").first.click()
    rep.wait_for_url(re.compile(r"/performance/reps/|/me/"))
    manager.goto(re.sub(r"^https?://[^/]+", "", rep.url))
    manager.get_by_role("link", name="Write a note").click()
    manager.get_by_label("Note").fill(said)
    manager.get_by_label("Follow up on").fill("2026-01-05")
    assert_accessible(manager)
    manager.get_by_role("button", name="Write the note").click()
    manager.wait_for_url(re.compile(r"/coaching/[0-9a-f-]{36}/"))
    assert "overdue" in manager.locator("main").inner_text()
    assert_accessible(manager)
    rep.goto(manager.url)
    rep.get_by_label("Note").fill(f"{said} Twice.")
    rep.get_by_role("button", name="Save as a new version").click()
    rep.get_by_role("heading", name="What it said before").wait_for()
    manager.goto(rep.url)
    manager.get_by_role("button", name="Undo the last change").click()
    manager.wait_for_load_state()
    assert manager.locator(".prose").inner_text().strip() == said
    manager.get_by_role("button", name="Done").click()
    manager.wait_for_load_state()
    manager.goto("/coaching/")
    assert said not in manager.locator("main").inner_text()


def test_charts_of_a_comparison_are_drawn(at_site):
    page = at_site("executive")
    for path, name in (
        ("/compare/?kpi=win_rate&p=FY2026", "funnel"),
        ("/compare/?p=FY2026", "ramps"),
    ):
        page.goto(path)
        chart = page.locator(f"[data-chart={name}]")
        chart.scroll_into_view_if_needed()
        page.locator(f"[data-chart={name}] .main-svg").first.wait_for()
        chart.locator("xpath=following-sibling::details/summary").click()
        expect(page.locator("details.as-table tbody tr").first).to_be_visible()
