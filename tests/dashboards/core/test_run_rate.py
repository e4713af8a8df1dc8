"""What was won a working day lately, and how many times that is needed."""

from datetime import date, timedelta
from decimal import Decimal

from dashboards.core.run_rate import lately, times
from kernel.periods import FiscalCalendar

TODAY = date(2026, 6, 16)
CALENDAR = FiscalCalendar()
D = Decimal


def test_ninety_days_before_today_count_and_today_does_not() -> None:
    won = [
        (TODAY - timedelta(91), D(1_000)),
        (TODAY - timedelta(90), D(40)),
        (TODAY - timedelta(1), D(24)),
        (TODAY, D(500)),
    ]
    days = CALENDAR.workdays_between(TODAY - timedelta(90), TODAY)
    assert lately(CALENDAR, won, TODAY) == D(64) / days


def test_without_working_days_there_is_no_rate() -> None:
    never = FiscalCalendar(workdays=frozenset())
    assert lately(never, [(TODAY - timedelta(1), D(5))], TODAY) is None


def test_how_many_times_is_unknown_where_nothing_was_won() -> None:
    assert times(D(30), D(20)) == D("1.5")
    assert times(D(30), D(0)) is None
    assert times(None, D(20)) is None
