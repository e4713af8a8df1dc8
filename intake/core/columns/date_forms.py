"""How dates are written: the patterns of each family, and the pieces that make a day."""

import re
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from intake.core.columns.months import MONTHS, NAMES
from intake.core.issues import Flaw

_TIME = (
    r"(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?)"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.I)
NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.I)
_COMPACT = re.compile(r"(19|20)\d{6}")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_DAY_NAME = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er)?[\s\-/.]+([^\W\d]+)\.?"
    r"[\s\-/.,]+(\d{4}|\d{2})" + _TIME,
    re.I,
)
_NAME_DAY = re.compile(
    r"(?:[^\W\d]+,\s+)?([^\W\d]+)\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(\d{4})" + _TIME,
    re.I,
)
ISO_COLUMN = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?)?\n|\n)*"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([ap])?", re.I)
UTC = ZoneInfo("UTC")
EPOCH = date(1899, 12, 30)
_SERIALS = (20_000, 80_000)  # 1954 to 2119
YEARS = (1900, 2199)
OPEN_END = 2999  # exports write 9999-12-31 for "until further notice"


def family_of(cell: str) -> str:
    for name, pattern in (("iso", ISO), ("numeric", NUMERIC), ("compact", _COMPACT)):
        if pattern.fullmatch(cell):
            return name
    if _SERIAL.fullmatch(cell) and _SERIALS[0] <= float(cell) < _SERIALS[1]:
        return "serial"
    if _DAY_NAME.fullmatch(cell) or _NAME_DAY.fullmatch(cell):
        return "named"
    return "other"


IN_WORDS = {
    "iso": "2026-12-31", "numeric": "31/12/2026", "compact": "20261231",
    "serial": "46387", "named": "31 Dec 2026", "other": "?",
}  # fmt: skip


def order_in_words(order: str) -> str:
    return {"dmy": "day first", "mdy": "month first"}[order]


def full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year > 68 else 2000)


def calendar_day(year: int, month: int, day: int) -> date | Flaw:
    """The day, or why there is none (June has 30 days)."""
    if not 1 <= month <= 12:
        return Flaw("month_number", {"month": month})
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= year <= 9999:
            return Flaw("date_range", {"year": year})
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
        return Flaw("month_length", {"month": NAMES[month - 1], "days": last})


def named(text: str):
    if match := _DAY_NAME.fullmatch(text):
        day, name, year, clock, zone = match.groups()
    else:
        name, day, year, clock, zone = _NAME_DAY.fullmatch(text).groups()  # type: ignore[union-attr]
    month = MONTHS.get(name.lower().rstrip("."))
    if month is None:
        return Flaw("date_unreadable"), "", ""
    return calendar_day(full_year(year), month, int(day)), clock, zone


def seconds_of(clock: str) -> float | None:
    hour, minute, second, fraction, half = _CLOCK.match(clock).groups()  # type: ignore[union-attr]
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds + int((fraction or "0")[:6].ljust(6, "0")) / 1e6


def offset_of(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return ZoneInfo("UTC")
    sign, digits = zone[0], zone[1:].replace(":", "").ljust(4, "0")
    return datetime.strptime(f"{sign}{digits}", "%z").tzinfo
