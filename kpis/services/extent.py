"""From when until when there is anything to measure."""

from datetime import date, timedelta

from django.db import connection

from kernel.periods import FiscalCalendar

EARLIEST = """
SELECT least(
    (SELECT min(created_on) FROM crm_opportunity),
    (SELECT min(happened_on) FROM crm_activity WHERE done),
    (SELECT min(lower(valid)) FROM quotas_quota)
)
"""


def extent(calendar: FiscalCalendar, today: date) -> tuple[date, date]:
    """Whole fiscal months: from the first deal, activity or quota to the end of the next year."""
    with connection.cursor() as cursor:
        cursor.execute(EARLIEST)
        first = cursor.fetchone()[0] or today
    stop = horizon(calendar, today)
    return calendar.month_of(max(min(first, today), date(1995, 1, 1))).start, stop


def horizon(calendar: FiscalCalendar, today: date) -> date:
    """The end of the next fiscal year: as far ahead as pipeline and quotas are shown."""
    return calendar.next(calendar.year_of(today)).end


def whole_months(
    calendar: FiscalCalendar, start: date, end: date, limit: tuple[date, date]
) -> tuple[date, date] | None:
    """[start, end) widened to whole months, inside the limit; None when nothing is left."""
    first, last = max(start, limit[0]), min(end, limit[1])
    if first >= last:
        return None
    return calendar.month_of(first).start, calendar.month_of(last - timedelta(1)).end


def pieces(
    calendar: FiscalCalendar, start: date, stop: date, today: date
) -> list[tuple[date, date]]:
    """Fiscal quarters of [start, stop); everything from the current one on is one piece."""
    found: list[tuple[date, date]] = []
    current = calendar.quarter_of(today).start
    while start < stop:
        end = stop if start >= current else min(calendar.quarter_of(start).end, stop)
        found.append((start, end))
        start = end
    return found
