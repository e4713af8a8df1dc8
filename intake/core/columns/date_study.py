"""Dates and moments of a column: ISO, day or month first, names of months, serials, compact.

Whether 3/8/17 is March or August is decided by the whole column: a value that fits one order
only (31/12/2026) proves it. Both orders proven is a mixed column; none proven is a question.
Years of two digits follow POSIX: 69 to 99 are 1900s. Spreadsheet serials count from 1899-12-30.
"""

from dataclasses import dataclass, field

from intake.core.columns.date_forms import NUMERIC, family_of
from intake.core.issues import Flaw, Severity
from intake.core.tables import DateCell, NumberCell

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
    complete: bool = field(default=True, repr=False)  # decided over the whole column


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
        first, separator, second = NUMERIC.fullmatch(cell).group(1, 2, 3)  # type: ignore[union-attr]
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
