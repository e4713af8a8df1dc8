"""Working days that are promised."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.periods import FiscalCalendar
from territories.core.deadlines import working_days_after

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
WEEKDAYS = FiscalCalendar()


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (FRIDAY + timedelta(1), 1, MONDAY),
        (MONDAY, 5, MONDAY + timedelta(7)),
    ],
)
def test_weekends_do_not_count(day, days, due):
    assert working_days_after(WEEKDAYS, day, days) == due


def test_days_off_do_not_count():
    calendar = FiscalCalendar(holidays=frozenset({MONDAY}))
    assert working_days_after(calendar, FRIDAY, 1) == MONDAY + timedelta(1)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_as_many_working_days_lie_between(day, days):
    due = working_days_after(WEEKDAYS, day, days)
    after = day + timedelta(1)
    assert WEEKDAYS.workdays_between(after, due + timedelta(1)) == days
    assert days == 0 or WEEKDAYS.is_workday(due)


def test_a_company_that_never_works_counts_days():
    calendar = FiscalCalendar(workdays=frozenset())
    assert working_days_after(calendar, FRIDAY, 3) == FRIDAY + timedelta(3)
