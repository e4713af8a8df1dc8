"""Which past periods are compared with, and how far into them."""

from kernel.periods import FiscalCalendar
from kpis.core.like import lead, like

CALENDAR = FiscalCalendar(start_month=5, year_named_by_end=True)


def names(text: str, count: int) -> list[str]:
    return [p.slug for p in like(CALENDAR, CALENDAR.parse(text), count)]


def test_a_month_with_the_same_place_in_earlier_quarters():
    assert names("2026-07", 3) == ["2026-04", "2026-01", "2025-10"]


def test_quarters_and_years_with_those_before():
    assert names("2026-Q1", 2) == ["2025-Q4", "2025-Q3"]
    assert names("FY2026", 2) == ["FY2025", "FY2024"]


def test_a_range_with_the_days_before():
    assert names("2026-05-11..2026-05-21", 2) == [
        "2026-05-01..2026-05-11",
        "2026-04-21..2026-05-01",
    ]


def test_years_are_looked_at_by_quarter():
    year, quarter, month = (CALENDAR.parse(t) for t in ("FY2026", "2026-Q2", "2026-06"))
    assert [lead(year, n) for n in (0, 2, 3, 8, 11)] == [0, 0, 3, 6, 9]
    assert [lead(quarter, n) for n in (0, 1, 2)] == [0, 1, 2]
    assert lead(month, 0) == 0
