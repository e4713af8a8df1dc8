"""What is needed on each working day that is left, beside what was won lately."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from kernel.periods import FiscalCalendar

LATELY = timedelta(days=90)


def lately(
    calendar: FiscalCalendar, won: Iterable[tuple[date, Decimal]], today: date
) -> Decimal | None:
    """Won a working day over the 90 days before today; None without a working day in them."""
    first = today - LATELY
    days = calendar.workdays_between(first, today)
    total = sum((amount for day, amount in won if first <= day < today), Decimal(0))
    return total / days if days else None


def times(needed: Decimal | None, before: Decimal | None) -> Decimal | None:
    """How many times that is; unknown where nothing was won before."""
    if needed is None or not before or before <= 0:
        return None
    return needed / before
