"""Percentages of a column: 10 or 0.1. Whichever it is, the whole column says so.

A percent sign or a value above 1 makes it percent; otherwise it is shares. In a column of
percent, 0.5 is told and left out: it may be a half percent, or a share that strayed in.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from intake.core.columns.base import ConventionBroken, Reader
from intake.core.columns.numbers import Core, NumberConvention, NumberReader, NumberStudy
from intake.core.issues import Flaw, Severity

_KEPT = 20_000


@dataclass(slots=True)
class PercentStudy:
    """The separators as for any number, and the distinct cells to find the scale."""

    numbers: NumberStudy = field(default_factory=NumberStudy)
    cells: set[str] = field(default_factory=set)

    def see(self, cells: set[str]) -> None:
        self.numbers.see({c.replace("%", "") for c in cells})
        if len(self.cells) < _KEPT:
            self.cells |= cells

    @property
    def undecided(self) -> bool:
        return False

    def decide(self, wanted: str = "", *, complete: bool = True) -> tuple[NumberConvention, bool]:
        """The convention of the digits, and whether the column is percent (else shares)."""
        convention = self.numbers.decide(wanted or self._default(), complete=complete)
        if isinstance(convention, Flaw):
            convention = NumberConvention(".")
        if any("%" in cell for cell in self.cells):
            return convention, True
        values, _ = _Bare(convention).read(list(self.cells))
        return convention, any(Decimal(v) > 1 for v in values if v)

    def _default(self) -> str:
        """Chances with three decimals (0.125) are decimals: no chance has thousands."""
        if not self.numbers.undecided:
            return ""
        return "," if "," in self.numbers.example else "."


class _Bare(NumberReader):
    def allows(self, cell: str, core: Core) -> bool:
        return core.words == "%"


class PercentReader(Reader):
    """Text of a share (0.1), or of a percentage (10) when `as_percent`."""

    def __init__(
        self,
        convention: NumberConvention,
        percent: bool,
        *,
        column: str = "",
        as_percent: bool = False,
        remember: bool = True,
    ) -> None:
        super().__init__(remember=remember)
        self.percent, self.as_percent, self.column = percent, as_percent, column
        self.complete = convention.complete
        self._bare = _Bare(convention, column=column, remember=False)

    def one(self, cell: str) -> str | Flaw:
        text = self._bare.one(cell)
        if isinstance(text, Flaw) or not text:
            return text
        value = Decimal(text)
        if not self.percent and value > 1 and not self.complete:
            raise ConventionBroken(self.column)
        if value < 0 or value > (100 if self.percent else 1):
            return Flaw("percent_range")
        if self.percent and 0 < value < 1 and "%" not in cell:
            return Flaw("percent_mixed", severity=Severity.WARNING)
        share = value / 100 if self.percent else value
        return format((share * 100 if self.as_percent else share).normalize(), "f")
