"""The past months that steadiness, ramps and run charts look at."""

from datetime import date, timedelta

from kernel.periods import FiscalCalendar, Period

PAST_MONTHS = 24


def whole_months(calendar: FiscalCalendar, period: Period, today: date) -> list[Period]:
    """Whole months before the period ends and before today, oldest first."""
    last = calendar.of("month", min(period.end - timedelta(1), today))
    if last.end > today:
        last = calendar.previous(last)
    found = [last]
    while len(found) < PAST_MONTHS:
        found.append(calendar.previous(found[-1]))
    return found[::-1]
