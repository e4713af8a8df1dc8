"""What a printed page has of the charts that nobody scrolled to."""

import pytest

pytestmark = pytest.mark.browser


def test_charts_further_down_are_drawn_for_the_printer(at_site):
    page = at_site("executive")
    page.goto("/performance/")
    page.locator("[data-chart] .main-svg").first.wait_for()
    waiting = page.locator("[data-chart][aria-busy]")
    assert waiting.count() == 1
    page.pdf()
    assert waiting.count() == 0


def test_without_scripts_their_tables_are_printed(at_site):
    page = at_site("executive", java_script_enabled=False)
    page.goto("/performance/")
    page.emulate_media(media="print")
    assert page.locator("[data-chart]").count() == 2
    for chart in page.locator("[data-chart]").all():
        assert not chart.is_visible()
    for table in page.locator(".as-table table").all():
        assert table.is_visible()
