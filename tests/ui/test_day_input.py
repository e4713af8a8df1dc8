"""A day keeps its value in every language."""

from datetime import date

from django.utils import translation

from ui.day_input import DayInput


def test_a_french_page_shows_the_day_that_is_set():
    with translation.override("fr"):
        shown = DayInput().render("start", date(2026, 11, 3))
    assert 'type="date"' in shown
    assert 'value="2026-11-03"' in shown
