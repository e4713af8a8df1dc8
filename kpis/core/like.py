"""Which past periods a period is compared with: those of the same kind.

A month is compared with the month at the same place of earlier quarters, because the third month
of a quarter is not like its first. A range is compared with the ranges of the same length before.
"""

from functools import lru_cache

from kernel.periods import FiscalCalendar, Period

MOST, USUAL = 8, 4


@lru_cache(maxsize=4096)
def like(calendar: FiscalCalendar, period: Period, count: int = MOST) -> tuple[Period, ...]:
    """Up to `count` earlier periods, the latest first."""
    step = 3 if period.kind == "month" else 1
    found: list[Period] = []
    for _ in range(count):
        period = calendar.back(period, step)
        found.append(period)
    return tuple(found)


def lead(period: Period, months_gone: int) -> int:
    """The month of the period up to which it is compared; years are only looked at by quarter."""
    if period.kind == "year":
        return min(months_gone, 11) // 3 * 3
    return min(months_gone, 2) if period.kind == "quarter" else 0
