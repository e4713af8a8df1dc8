from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.translation import override

from kernel.periods import FiscalCalendar
from ui import period_picker
from ui.period_picker import PeriodPicker

FEBRUARY = FiscalCalendar(2)
TODAY = date(2026, 6, 16)


def picker(slug: str, query: str = "", calendar: FiscalCalendar = FEBRUARY) -> PeriodPicker:
    return PeriodPicker(calendar.parse(slug), calendar, QueryDict(query))


@pytest.mark.parametrize(
    ("slug", "title", "span"),
    [
        ("2026-Q2", "Q2 FY26", "May–Jul 2026"),
        ("2026-Q4", "Q4 FY26", "Nov 2026 – Jan 2027"),
        ("2026-06", "June 2026", ""),
        ("FY2026", "FY26", "Feb 2026 – Jan 2027"),
        ("2026-05-30..2026-08-30", "30 May 2026 – 29 Aug 2026", ""),
    ],
)
def test_names(slug: str, title: str, span: str) -> None:
    with override("en"):
        assert (picker(slug).title, picker(slug).span) == (title, span)


def test_arrows_step_by_the_same_kind_and_keep_the_rest() -> None:
    one = picker("2026-Q1", "scope=team:emea&page=3&q=x")
    assert one.previous.href == "?scope=team%3Aemea&q=x&p=2025-Q4"
    assert one.next.href == "?scope=team%3Aemea&q=x&p=2026-Q2"
    assert picker("2026-01").next.href == "?p=2026-02"


def test_a_year_has_four_quarters_of_three_months() -> None:
    with override("en"):
        columns = picker("2026-Q2").columns
        assert [q.text for q, _m in columns] == ["Q1", "Q2", "Q3", "Q4"]
        assert [m.text for _q, months in columns for m in months] == (
            ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan"]
        )
    assert [q.current for q, _m in columns] == [False, True, False, False]


def test_a_445_calendar_names_its_months() -> None:
    calendar = FiscalCalendar(2, (4, 4, 5))
    with override("en"):
        for quarter in (f"2026-Q{n}" for n in range(1, 5)):
            columns = picker(quarter, calendar=calendar).columns
            assert len({m.text for _q, months in columns for m in months}) == 12
        assert picker("2026-Q2", calendar=calendar).span == "May–Jul 2026"


@pytest.mark.parametrize(
    ("day", "words"), [(0, "Week 1 of 13"), (46, "Week 7 of 13"), (91, "Week 13 of 13")]
)
def test_weeks_are_counted(day: int, words: str) -> None:
    quarter = FEBRUARY.parse("2026-Q2")
    with override("en"):
        assert period_picker.week_of(quarter, quarter.start + timedelta(day)) == words


def test_outside_the_period_there_is_no_week() -> None:
    assert period_picker.week_of(FEBRUARY.parse("2025-Q2"), TODAY) == ""


@pytest.mark.parametrize(
    "text", ["", "nonsense", "2026-13", "FY0000", "9" * 30, "2026-02-30..2026-03-01"]
)
def test_a_period_that_cannot_be_read_is_the_current_one(text: str) -> None:
    request = RequestFactory().get("/", {"p": text})
    assert period_picker.chosen(request, FEBRUARY, TODAY) == FEBRUARY.quarter_of(TODAY)


@pytest.mark.parametrize(
    ("vs", "slug"), [("", "2025-Q2"), ("year", "2025-Q2"), ("previous", "2026-Q1"), ("none", None)]
)
def test_what_it_is_compared_with(vs: str, slug: str | None) -> None:
    request = RequestFactory().get("/", {"vs": vs} if vs else {})
    found = period_picker.compared(request, FEBRUARY, FEBRUARY.parse("2026-Q2"))
    assert (found.slug if found else None) == slug
