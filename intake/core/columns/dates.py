"""Dates and moments of a column: ISO, day or month first, names of months, serials, compact.

Whether 3/8/17 is March or August is decided by the whole column: a value that fits one order
only (31/12/2026) proves it. Both orders proven is a mixed column; none proven is a question.
Years of two digits follow POSIX: 69 to 99 are 1900s. Spreadsheet serials count from 1899-12-30.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from intake.core.columns.base import Cells, ConventionBroken, Flaws, Reader
from intake.core.columns.months import MONTHS, NAMES
from intake.core.issues import Flaw, Severity
from intake.core.tables import DateCell, NumberCell

_TIME = (
    r"(?:[T ,]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?)"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.I)
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.I)
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
_ISO_COLUMN = re.compile(
    r"(?:\d{4}-\d{2}-\d{2}(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?)?\n|\n)*"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*([ap])?", re.I)
UTC = ZoneInfo("UTC")
_EPOCH = date(1899, 12, 30)
_SERIALS = (20_000, 80_000)  # 1954 to 2119
YEARS = (1900, 2199)
OPEN_END = 2999  # exports write 9999-12-31 for "until further notice"

ORDERS = {
    "dmy": "dmy", "day_first": "dmy", "%d/%m/%Y": "dmy", "%d.%m.%Y": "dmy", "%d-%m-%Y": "dmy",
    "%d/%m/%y": "dmy", "%d.%m.%y": "dmy", "%d-%m-%y": "dmy",
    "mdy": "mdy", "month_first": "mdy", "%m/%d/%Y": "mdy", "%m-%d-%Y": "mdy", "%m/%d/%y": "mdy",
    "%m.%d.%Y": "mdy", "%m-%d-%y": "mdy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateConvention:
    """`order` of numeric dates: dmy, mdy, or mixed; `family` is the usual way of writing."""

    order: str = ""
    family: str = "iso"
    format: str = ""  # a strptime format that was asked for and is not one of the orders
    complete: bool = True  # decided over the whole column


@dataclass(slots=True)
class DateStudy:
    """Counts what the distinct cells of a column can be."""

    families: dict[str, int] = field(default_factory=dict)
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    example: str = ""
    seen: set[str] = field(default_factory=set)

    def see(self, cells: set[str]) -> None:
        for cell in cells - self.seen:
            if len(self.seen) < 100_000:
                self.seen.add(cell)
            self._one(cell.strip())

    def _one(self, cell: str) -> None:
        if not cell or isinstance(cell, (DateCell, NumberCell)):
            return
        kind = family_of(cell)
        self.families[kind] = self.families.get(kind, 0) + 1
        if kind != "numeric":
            return
        first, separator, second = _NUMERIC.fullmatch(cell).group(1, 2, 3)  # type: ignore[union-attr]
        a, b = int(first), int(second)
        if a > 12 and b <= 12:
            self.day_first += 1
        elif b > 12 and a <= 12:
            self.month_first += 1
        elif separator == "." and a != b:
            self.day_first += 1  # dots are written with the day first everywhere
        elif a != b and a <= 12 and b <= 12:
            self.either += 1
            self.example = self.example or cell

    @property
    def undecided(self) -> bool:
        return bool(self.either) and not (self.day_first or self.month_first)

    def decide(self, wanted: str = "", *, complete: bool = True) -> DateConvention | Flaw:
        """The convention, or the question that a person must answer."""
        usual = max(self.families, key=self.families.__getitem__, default="iso")
        if wanted:
            order = ORDERS.get(wanted, "")
            return DateConvention(order, usual, "" if order else wanted, True)
        if self.day_first and self.month_first:
            return DateConvention("mixed", usual, complete=complete)
        if self.undecided:
            params = {
                "count": self.either,
                "value": self.example,
                "day_first": "%d/%m/%Y",
                "month_first": "%m/%d/%Y",
            }
            return Flaw("date_ambiguous", params, Severity.QUESTION)
        order = "mdy" if self.month_first else "dmy" if self.day_first else ""
        return DateConvention(order, usual, complete=complete)


def family_of(cell: str) -> str:
    for name, pattern in (("iso", _ISO), ("numeric", _NUMERIC), ("compact", _COMPACT)):
        if pattern.fullmatch(cell):
            return name
    if _SERIAL.fullmatch(cell) and _SERIALS[0] <= float(cell) < _SERIALS[1]:
        return "serial"
    if _DAY_NAME.fullmatch(cell) or _NAME_DAY.fullmatch(cell):
        return "named"
    return "other"


class DateReader(Reader):
    """Days as ISO text, or moments as ISO text with their offset from UTC."""

    def __init__(
        self,
        convention: DateConvention,
        *,
        column: str = "",
        moment: bool = False,
        zone: tzinfo | None = None,
        remember: bool = True,
        open_end: bool = False,
    ) -> None:
        super().__init__(remember=remember)
        self.convention, self.column, self.moment = convention, column, moment
        self.zone, self.open_end = zone or UTC, open_end
        iso = convention.family == "iso" and not convention.format
        self._plain = remember and iso and (not moment or self.zone == UTC)
        self._good_days: set[str] = set()

    def read(self, cells: Cells) -> tuple[Cells, Flaws]:
        if self._plain and (found := self._all_iso(cells)) is not None:
            return found, []
        return super().read(cells)

    def _all_iso(self, cells: Cells) -> Cells | None:
        """One look at the whole chunk: ISO without zones, every day a real one."""
        if not _ISO_COLUMN.fullmatch("\n".join(cells) + "\n"):
            return None
        days = [cell[:10] for cell in cells]
        for day in set(days) - self._good_days:
            if day and isinstance(self.one(day), Flaw):
                return None
            if day and not self.one(day):
                return None  # until further notice
            self._good_days.add(day)
        return cells if self.moment else days

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not text:
            return ""
        if self.convention.format and not isinstance(cell, (DateCell, NumberCell)):
            return self._by_format(text)
        kind = family_of(text)
        reading = self._numeric(text) if kind == "numeric" else self._other(text, kind)
        if isinstance(reading, Flaw):
            return reading
        day, clock, zone, warning = reading
        if self.open_end and day.year > OPEN_END:
            return ""
        if not YEARS[0] <= day.year <= YEARS[1]:
            return Flaw("date_range", {"year": day.year})
        value = self._written(day, clock, zone)
        if isinstance(value, Flaw) or warning is None:
            return value
        return Flaw(warning.kind, warning.params, Severity.WARNING, value)

    def _by_format(self, text: str) -> str | Flaw:
        try:
            found = datetime.strptime(text, self.convention.format)  # noqa: DTZ007
        except ValueError:
            try:
                found = datetime.strptime(text.split(" ")[0], self.convention.format)  # noqa: DTZ007
            except ValueError:
                return Flaw("date_not_in_format", {"format": self.convention.format})
        if found.tzinfo:
            found = found.astimezone(self.zone)
        elif self.moment:
            found = found.replace(tzinfo=self.zone)
        return found.isoformat() if self.moment else found.date().isoformat()

    def _numeric(self, text: str):
        a, separator, b, year, clock, zone = _NUMERIC.fullmatch(text).groups()  # type: ignore[union-attr]
        first, second, warning = int(a), int(b), None
        order = self.convention.order
        fits = {"dmy": second <= 12, "mdy": first <= 12}
        if order == "mixed":
            if fits["dmy"] and fits["mdy"] and first != second and separator != ".":
                return Flaw("date_mixed")
            order = "dmy" if fits["dmy"] else "mdy"
            warning = Flaw("date_mixed_sure")
        elif not order or not fits[order]:
            other = "mdy" if order == "dmy" else "dmy"
            if not self.convention.complete and (not order or fits[other]):
                raise ConventionBroken(self.column)
            if order and fits[other]:
                return Flaw("date_other_order", {"order": order_in_words(order)})
            order = order or ("dmy" if fits["dmy"] else "mdy")
        day, month = (first, second) if order == "dmy" else (second, first)
        found = calendar_day(full_year(year), month, day)
        if isinstance(found, Flaw):
            return found
        return found, clock, zone, warning or self._unusual("numeric")

    def _other(self, text: str, kind: str):
        if kind == "iso":
            year, _sep, month, day, clock, zone = _ISO.fullmatch(text).groups()  # type: ignore[union-attr]
            found = calendar_day(int(year), int(month), int(day))
        elif kind == "compact":
            found, clock, zone = calendar_day(int(text[:4]), int(text[4:6]), int(text[6:])), "", ""
        elif kind == "serial":
            number = float(text)
            found, zone = _EPOCH + timedelta(days=int(number)), ""
            clock = str(timedelta(seconds=round(number % 1 * 86_400)))
        elif kind == "named":
            found, clock, zone = _named(text)
        else:
            return Flaw("date_unreadable")
        if isinstance(found, Flaw):
            return found
        return found, clock, zone, self._unusual(kind)

    def _unusual(self, kind: str) -> Flaw | None:
        if kind == self.convention.family or self.convention.order == "mixed":
            return None
        return Flaw(
            "date_family", {"usual": IN_WORDS[self.convention.family], "found": IN_WORDS[kind]}
        )

    def _written(self, day: date, clock: str | None, zone: str | None) -> str | Flaw:
        if not self.moment and not zone:
            return day.isoformat()
        seconds = _seconds(clock) if clock else 0.0
        if seconds is None:
            return Flaw("time_unreadable")
        moment = datetime(day.year, day.month, day.day, tzinfo=_offset(zone) or self.zone)
        moment += timedelta(seconds=seconds)
        return (
            moment.isoformat() if self.moment else moment.astimezone(self.zone).date().isoformat()
        )


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


def _named(text: str):
    if match := _DAY_NAME.fullmatch(text):
        day, name, year, clock, zone = match.groups()
    else:
        name, day, year, clock, zone = _NAME_DAY.fullmatch(text).groups()  # type: ignore[union-attr]
    month = MONTHS.get(name.lower().rstrip("."))
    if month is None:
        return Flaw("date_unreadable"), "", ""
    return calendar_day(full_year(year), month, int(day)), clock, zone


def _seconds(clock: str) -> float | None:
    hour, minute, second, fraction, half = _CLOCK.match(clock).groups()  # type: ignore[union-attr]
    hours, minutes, seconds = int(hour), int(minute), int(second or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds + int((fraction or "0")[:6].ljust(6, "0")) / 1e6


def _offset(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone.upper() in ("Z", "UTC", "GMT"):
        return ZoneInfo("UTC")
    sign, digits = zone[0], zone[1:].replace(":", "").ljust(4, "0")
    return datetime.strptime(f"{sign}{digits}", "%z").tzinfo
