"""Cells of a column of dates become days or moments, by the column's convention."""

from datetime import date, datetime, timedelta, tzinfo

from intake.core.columns.base import Cells, ConventionBroken, Flaws, Reader
from intake.core.columns.date_forms import (
    EPOCH,
    IN_WORDS,
    ISO,
    ISO_COLUMN,
    NUMERIC,
    OPEN_END,
    UTC,
    YEARS,
    calendar_day,
    family_of,
    full_year,
    named,
    offset_of,
    order_in_words,
    seconds_of,
)
from intake.core.columns.date_study import DateConvention
from intake.core.issues import Flaw, Severity
from intake.core.tables import DateCell, NumberCell

_DAY = len("2026-05-01")


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
        """One look at the distinct cells: ISO without zones, every day a real one."""
        fresh = set(cells) - self._good_days
        if fresh and not self._learn(fresh):
            return None
        whole = self.moment or max(map(len, fresh), default=0) <= _DAY
        return cells if whole else [cell[:_DAY] for cell in cells]

    def _learn(self, fresh: set[str]) -> bool:
        if not ISO_COLUMN.fullmatch("\n".join(fresh) + "\n"):
            return False
        for day in {cell[:_DAY] for cell in fresh} - self._good_days:
            if day and (not (found := self.one(day)) or isinstance(found, Flaw)):
                return False  # also "until further notice", which is a day far away
            self._good_days.add(day)
        return True

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
        a, separator, b, year, clock, zone = NUMERIC.fullmatch(text).groups()  # type: ignore[union-attr]
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
            year, _sep, month, day, clock, zone = ISO.fullmatch(text).groups()  # type: ignore[union-attr]
            found = calendar_day(int(year), int(month), int(day))
        elif kind == "compact":
            found, clock, zone = calendar_day(int(text[:4]), int(text[4:6]), int(text[6:])), "", ""
        elif kind == "serial":
            number = float(text)
            found, zone = EPOCH + timedelta(days=int(number)), ""
            clock = str(timedelta(seconds=round(number % 1 * 86_400)))
        elif kind == "named":
            found, clock, zone = named(text)
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
        seconds = seconds_of(clock) if clock else 0.0
        if seconds is None:
            return Flaw("time_unreadable")
        moment = datetime(day.year, day.month, day.day, tzinfo=offset_of(zone) or self.zone)
        moment += timedelta(seconds=seconds)
        return (
            moment.isoformat() if self.moment else moment.astimezone(self.zone).date().isoformat()
        )
