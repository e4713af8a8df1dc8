"""Fiscal months, quarters and years as half-open ranges of days, and their names.

Names (public, see docs): `2026-05` month, `2026-Q2` quarter, `FY2026` year, and
`2026-05-30..2026-08-30` for any range. Also read: `FY2026-Q2`, `FY26-Q2`, `FY26-May`.
A quarter or year is counted in fiscal years; a month is named by its calendar month.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Kind = Literal["month", "quarter", "year", "range"]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """[start, end) of a kind. `year` is the fiscal year, `number` 1.. within it (0 for a range)."""

    start: date
    end: date
    kind: Kind
    year: int = 0
    number: int = 0

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def middle(self) -> date:
        return self.start + timedelta(self.days // 2)

    @property
    def slug(self) -> str:
        if self.kind == "month":
            return f"{self.middle:%Y-%m}"
        if self.kind == "quarter":
            return f"{self.year}-Q{self.number}"
        if self.kind == "year":
            return f"FY{self.year}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    def __str__(self) -> str:
        return self.slug


@dataclass(frozen=True)
class FiscalCalendar:
    """How a company cuts time.

    start_month: 1..12, first month of the fiscal year.
    pattern: None for calendar months, or weeks per month of a quarter such as (4, 4, 5). With a
        pattern the year starts on the `week_start` nearest to the 1st of `start_month`; the 53rd
        week of a long year belongs to its last month.
    year_named_by_end: FY2026 ends in 2026 instead of starting in it.
    week_start: 0 Monday .. 6 Sunday. workdays: the same numbers. holidays: days off.
    """

    start_month: int = 1
    pattern: tuple[int, int, int] | None = None
    year_named_by_end: bool = False
    week_start: int = 0
    workdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if not 1 <= self.start_month <= 12:
            raise ValueError("the fiscal year starts in a month from 1 to 12")
        if self.pattern and sum(self.pattern) != 13:
            raise ValueError("the weeks of a quarter must add up to 13")

    # Periods that hold a day -----------------------------------------------------------------

    def month_of(self, day: date) -> Period:
        return next(m for m in self._months(self._start_year(day)) if day in m)

    def quarter_of(self, day: date) -> Period:
        return self._quarter(self._start_year(day), (self.month_of(day).number - 1) // 3 + 1)

    def year_of(self, day: date) -> Period:
        return self._year(self._start_year(day))

    def of(self, kind: Kind, day: date) -> Period:
        """The period of a kind that holds the day."""
        finder = {"month": self.month_of, "quarter": self.quarter_of, "year": self.year_of}
        return finder[kind](day)

    # Neighbours and parts --------------------------------------------------------------------

    def next(self, period: Period) -> Period:
        if period.kind == "range":
            return Period(period.end, period.end + timedelta(period.days), "range")
        return self.of(period.kind, period.end)

    def previous(self, period: Period) -> Period:
        if period.kind == "range":
            return Period(period.start - timedelta(period.days), period.start, "range")
        return self.of(period.kind, period.start - timedelta(1))

    def back(self, period: Period, steps: int) -> Period:
        for _ in range(steps):
            period = self.previous(period)
        return period

    def year_before(self, period: Period) -> Period:
        """The same period one fiscal year earlier."""
        if period.kind == "range":
            return Period(period.start - timedelta(364), period.end - timedelta(364), "range")
        return self.back(period, {"month": 12, "quarter": 4, "year": 1}[period.kind])

    def months(self, start: date, end: date) -> list[Period]:
        """The months that touch [start, end), in order."""
        found: list[Period] = []
        day = start
        while day < end:
            month = self.month_of(day)
            found.append(month)
            day = month.end
        return found

    # Words -----------------------------------------------------------------------------------

    def parse(self, text: str) -> Period:
        """A period from its name; ValueError says what is accepted."""
        word = text.strip()
        if m := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", word):
            start, end = (date.fromisoformat(part) for part in m.groups())
            if end <= start:
                raise ValueError(f"{text!r} ends before it starts")
            return Period(start, end, "range")
        if m := re.fullmatch(r"(\d{4})-(\d\d)", word):
            return self.month_of(date(int(m[1]), int(m[2]), 15))
        if m := re.fullmatch(r"(?:FY)?(\d{4}|(?<=FY)\d\d)-?Q([1-4])", word, re.IGNORECASE):
            return self._quarter(self._first_year(m[1]), int(m[2]))
        if m := re.fullmatch(r"FY(\d{4}|\d\d)", word, re.IGNORECASE):
            return self._year(self._first_year(m[1]))
        m = re.fullmatch(r"FY(\d{4}|\d\d)-([A-Za-z]{3})", word, re.IGNORECASE)
        if m and m[2].lower() in _MONTHS:
            number = (_MONTHS.index(m[2].lower()) + 1 - self.start_month) % 12
            return self._months(self._first_year(m[1]))[number]
        raise ValueError(
            f"{text!r} is no period; write 2026-05, 2026-Q2, FY2026 or 2026-05-01..2026-08-01"
        )

    # Days ------------------------------------------------------------------------------------

    def is_workday(self, day: date) -> bool:
        return day.weekday() in self.workdays and day not in self.holidays

    def workdays_between(self, start: date, end: date) -> int:
        """Working days of [start, end); 0 when it is empty or backwards."""
        days = max(0, (end - start).days)
        weeks, rest = divmod(days, 7)
        count = weeks * len(self.workdays)
        tail = start + timedelta(weeks * 7)
        count += sum((tail + timedelta(n)).weekday() in self.workdays for n in range(rest))
        off = {d for d in self.holidays if start <= d < end and d.weekday() in self.workdays}
        return count - len(off)

    # Inside ----------------------------------------------------------------------------------

    def _first_year(self, word: str) -> int:
        """The calendar year in which the named fiscal year starts."""
        year = int(word) + (2000 if len(word) == 2 else 0)
        return year - (1 if self.year_named_by_end and self.start_month > 1 else 0)

    def _name(self, first_year: int) -> int:
        return first_year + (1 if self.year_named_by_end and self.start_month > 1 else 0)

    def _start(self, first_year: int) -> date:
        first = date(first_year, self.start_month, 1)
        if self.pattern is None:
            return first
        ahead = (self.week_start - first.weekday()) % 7
        return first + timedelta(ahead if ahead <= 3 else ahead - 7)

    def _start_year(self, day: date) -> int:
        guess = day.year + 1
        while self._start(guess) > day:
            guess -= 1
        return guess

    def _months(self, first_year: int) -> list[Period]:
        return list(_months_of(self, first_year))

    def _quarter(self, first_year: int, number: int) -> Period:
        months = self._months(first_year)[number * 3 - 3 : number * 3]
        return Period(months[0].start, months[-1].end, "quarter", self._name(first_year), number)

    def _year(self, first_year: int) -> Period:
        start, end = self._start(first_year), self._start(first_year + 1)
        return Period(start, end, "year", self._name(first_year), 1)

    def __hash__(self) -> int:
        return hash((self.start_month, self.pattern, self.year_named_by_end, self.week_start))


@lru_cache(maxsize=512)
def _months_of(calendar: FiscalCalendar, first_year: int) -> tuple[Period, ...]:
    starts = list(_month_starts(calendar, first_year))
    ends = [*starts[1:], calendar._start(first_year + 1)]
    name = calendar._name(first_year)
    return tuple(
        Period(start, end, "month", name, n)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _month_starts(calendar: FiscalCalendar, first_year: int) -> Iterable[date]:
    if calendar.pattern is None:
        for n in range(calendar.start_month - 1, calendar.start_month + 11):
            yield date(first_year + n // 12, n % 12 + 1, 1)
        return
    day = calendar._start(first_year)
    for n in range(12):
        yield day
        day += timedelta(weeks=calendar.pattern[n % 3])
