"""Months, quarters and years tile time without gap or overlap, for every kind of calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.dated import days_of
from kernel.periods import FiscalCalendar, Period

calendars = st.builds(
    FiscalCalendar,
    start_month=st.integers(1, 12),
    pattern=st.sampled_from([None, (4, 4, 5), (4, 5, 4), (5, 4, 4)]),
    year_named_by_end=st.booleans(),
    week_start=st.integers(0, 6),
    workdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=20),
)
some_days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
kinds = st.sampled_from(["month", "quarter", "year"])
US_RETAIL = FiscalCalendar(start_month=2, pattern=(4, 5, 4), week_start=6)


@given(calendars, some_days, kinds)
def test_a_day_lies_in_its_period_and_neighbours_touch(calendar, day, kind):
    period = calendar.of(kind, day)
    assert day in period
    assert calendar.next(period).start == period.end
    assert calendar.previous(period).end == period.start
    assert calendar.previous(calendar.next(period)) == period


@given(calendars, some_days)
def test_months_tile_quarters_and_quarters_tile_years(calendar, day):
    year = calendar.year_of(day)
    months = calendar.months(year.start, year.end)
    assert [m.number for m in months] == list(range(1, 13))
    assert (months[0].start, months[-1].end) == (year.start, year.end)
    assert all(a.end == b.start for a, b in pairwise(months))
    quarters = sorted({calendar.quarter_of(m.start) for m in months})
    assert [q.number for q in quarters] == [1, 2, 3, 4]
    assert sum(q.days for q in quarters) == year.days
    assert all(
        calendar.months(q.start, q.end) == months[3 * q.number - 3 : 3 * q.number] for q in quarters
    )


@given(calendars, some_days, kinds)
def test_a_name_leads_back_to_its_period(calendar, day, kind):
    period = calendar.of(kind, day)
    assert calendar.parse(period.slug) == period
    if kind != "month":
        assert calendar.parse(f"FY{period.slug.removeprefix('FY')}".lower()) == period


@given(calendars, some_days)
def test_weeks_patterns_are_whole_weeks(calendar, day):
    year = calendar.year_of(day)
    if calendar.pattern is None:
        assert year.days in (365, 366)
    else:
        assert year.days in (364, 371)
        assert year.start.weekday() == calendar.week_start
        firsts = [date(year.start.year + n, calendar.start_month, 1) for n in (0, 1)]
        assert min(abs((year.start - first).days) for first in firsts) <= 3
        assert all(m.days % 7 == 0 for m in calendar.months(year.start, year.end))


@given(calendars, some_days, kinds)
def test_the_year_before_has_the_same_place_in_its_year(calendar, day, kind):
    period = calendar.of(kind, day)
    before = calendar.year_before(period)
    assert (before.kind, before.year, before.number) == (kind, period.year - 1, period.number)


@given(calendars, some_days, st.integers(0, 400))
def test_working_days_are_counted_as_one_by_one(calendar, start, length):
    end = start + timedelta(length)
    assert calendar.workdays_between(start, end) == sum(
        calendar.is_workday(day) for day in days_of(start, end)
    )
    assert calendar.workdays_between(end, start) == 0


@given(calendars, some_days, st.integers(1, 500))
def test_a_range_steps_by_its_own_length(calendar, start, length):
    period = Period(start, start + timedelta(length), "range")
    assert calendar.parse(period.slug) == period
    assert calendar.next(period).start == period.end
    assert calendar.previous(period).end == period.start
    assert calendar.year_before(period).start.weekday() == start.weekday()


@pytest.mark.parametrize(
    ("calendar", "text", "start", "end"),
    [
        (FiscalCalendar(), "2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        (FiscalCalendar(start_month=2), "2026-Q2", date(2026, 5, 1), date(2026, 8, 1)),
        (FiscalCalendar(start_month=2), "FY26-Jan", date(2027, 1, 1), date(2027, 2, 1)),
        (FiscalCalendar(10, None, True), "FY2026", date(2025, 10, 1), date(2026, 10, 1)),
        (FiscalCalendar(1, None, True), "FY2026", date(2026, 1, 1), date(2027, 1, 1)),
        (US_RETAIL, "FY2023", date(2023, 1, 29), date(2024, 2, 4)),
        (US_RETAIL, "FY2024", date(2024, 2, 4), date(2025, 2, 2)),
        (FiscalCalendar(), "2024-02", date(2024, 2, 1), date(2024, 3, 1)),
    ],
    ids=str,
)
def test_known_calendars(calendar, text, start, end):
    """The retail years are those published by the National Retail Federation (2023: 53 weeks)."""
    period = calendar.parse(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "Q2",
        "2026-5",
        "2026-13",
        "2026-Q5",
        "2026-02-30..2026-03-05",
        "26-Q1",
        "FY26-Foo",
    ],
)
def test_other_words_are_refused(text):
    with pytest.raises(ValueError, match=r"is no period|must be in|out of range"):
        FiscalCalendar().parse(text)


def test_a_range_must_not_end_before_it_starts():
    with pytest.raises(ValueError, match="ends before it starts"):
        FiscalCalendar().parse("2026-03-01..2026-03-01")


@pytest.mark.parametrize(
    "fields", [{"start_month": 0}, {"start_month": 13}, {"pattern": (4, 4, 4)}]
)
def test_impossible_calendars_are_refused(fields):
    with pytest.raises(ValueError, match=r"from 1 to 12|add up to 13"):
        FiscalCalendar(**fields)


def test_months_that_touch_a_range():
    months = FiscalCalendar().months(date(2026, 1, 31), date(2026, 3, 1))
    assert [m.slug for m in months] == ["2026-01", "2026-02"]
    assert FiscalCalendar().months(date(2026, 1, 1), date(2026, 1, 1)) == []
