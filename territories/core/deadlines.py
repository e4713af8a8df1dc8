"""Days by which something is due, in the company's working days."""

from datetime import date, timedelta

from kernel.periods import FiscalCalendar

# A calendar without working days would never arrive: then days are days.
_FAR = 3660


def working_days_after(calendar: FiscalCalendar, day: date, days: int) -> date:
    """The last of so many working days after `day`: from a Friday, one is the Monday after it."""
    due, left = day, days
    for _each in range(_FAR):
        if left <= 0:
            return due
        due += timedelta(1)
        left -= calendar.is_workday(due)
    return day + timedelta(days)
