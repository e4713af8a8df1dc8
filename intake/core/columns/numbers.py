"""Numbers of a column: one convention for thousands and decimals, decided over all its cells.

A cell can prove a convention: "1,234.56" has a decimal point, "1234,5" a decimal comma, "1,234"
proves nothing. Both proven is a column that a spreadsheet damaged (2024.994 → "2,024,994" beside
"80,746" and "5,7"): then no cell with a separator is believed, neither here nor in the other
number columns of the file. Nothing proven is a question.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from intake.core.columns.base import Cells, ConventionBroken, Flaws, Reader
from intake.core.issues import Flaw, Severity
from intake.core.tables import NumberCell

PLAIN_COLUMN = re.compile(r"(?:-?\d{1,15}(?:\.\d{1,2})?\n|-?\d{1,15}\.\d{4,10}\n|\n)*")
PLAIN_POINT = re.compile(r"(?:-?\d{1,15}(?:\.\d{1,10})?\n|\n)*")
_SPACES = " \u00a0\u202f\u2009'’"
_GROUPS = rf"(?:[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}})+"
POINT = re.compile(_GROUPS + r"|[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
COMMA = re.compile(_GROUPS + r"|[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?|,\d+")
_CORE = re.compile(rf"[\d.,{_SPACES}]*\d[\d.,]*")
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+")
_SCALES = {"": 0, "k": 3, "m": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}
_SIGNS = str.maketrans({"−": "-", "–": "-", "﹣": "-"})
_DIGITS = 15  # before the decimals: numeric(19, 4)


@dataclass(frozen=True, slots=True)
class Core:
    """A cell taken apart: its digits with separators, sign, scale (k, m) and other words."""

    digits: str
    negative: bool
    scale: int
    words: str


def take_apart(cell: str) -> Core | None:
    """None when the cell holds no number: "n/a", "12 or 13"."""
    text = cell.strip().translate(_SIGNS)
    bracket = text.startswith("(") and text.endswith(")")
    if bracket:
        text = text[1:-1].strip()
    found = _CORE.findall(text)
    if len(found) != 1:
        return None
    digits = found[0].strip(_SPACES)
    before, _, after = text.partition(digits)
    words = f"{before} {after}"
    negative = bracket or "-" in words
    if words.count("-") > 1 or (bracket and "-" in words):
        return None
    words = " ".join(words.replace("-", " ").replace("+", " ").split())
    scale = 0
    if after and (head := after.split()) and head[0].lower().rstrip(".") in _SCALES:
        scale = _SCALES[head[0].lower().rstrip(".")]
        words = " ".join([*before.replace("-", " ").replace("+", " ").split(), *head[1:]])
    return Core(digits, negative, scale, words)


@dataclass(frozen=True, slots=True)
class NumberConvention:
    """`decimal` is "." or ","; "mixed" when both were proven. `sibling`: damaged neighbour."""

    decimal: str = "."
    complete: bool = field(default=True, repr=False)
    sibling: str = ""
    # Some cell showed it; otherwise the rows so far had no separator
    proven: bool = field(default=True, repr=False)


@dataclass(slots=True)
class NumberStudy:
    """What the cells of a column prove about their separators."""

    point: int = 0
    comma: int = 0
    either: int = 0
    example: str = ""
    separators: set[str] = field(default_factory=set)

    def see(self, cells: set[str]) -> None:
        text = "\n".join(cells) + "\n"
        if PLAIN_COLUMN.fullmatch(text):
            if any("." in c and not isinstance(c, NumberCell) for c in cells):
                self.point += 1
                self.separators.add(".")
            return
        for cell in cells:
            if not isinstance(cell, NumberCell) and ("," in cell or "." in cell):
                self._one(cell)

    def _one(self, cell: str) -> None:
        core = None if _SCIENTIFIC.fullmatch(cell.strip()) else take_apart(cell)
        if core is None or not ("," in core.digits or "." in core.digits):
            return
        self.separators.update(c for c in ",." if c in core.digits)
        point, comma = POINT.fullmatch(core.digits), COMMA.fullmatch(core.digits)
        if point and comma:
            self.either += 1
            self.example = self.example or cell
        elif point:
            self.point += 1
        elif comma:
            self.comma += 1

    @property
    def mixed(self) -> bool:
        return bool(self.point and self.comma)

    @property
    def undecided(self) -> bool:
        return bool(self.either) and not (self.point or self.comma)

    def decide(self, wanted: str = "", *, complete: bool = True) -> NumberConvention | Flaw:
        if wanted:
            return NumberConvention("," if wanted in (",", "comma") else ".")
        if self.mixed:
            return NumberConvention("mixed", complete)
        if self.undecided:
            params = {"count": self.either, "value": self.example}
            return Flaw("number_ambiguous", params, Severity.QUESTION)
        proven = bool(self.point or self.comma)
        return NumberConvention("," if self.comma else ".", complete, proven=proven)


class NumberReader(Reader):
    """Plain decimal text with a point; `positive` refuses what is below zero."""

    def __init__(
        self,
        convention: NumberConvention,
        *,
        column: str = "",
        whole: bool = False,
        positive: bool = False,
        most: int = 10**_DIGITS,
        remember: bool = True,
    ) -> None:
        super().__init__(remember=remember)
        self.convention, self.column = convention, column
        self.whole, self.positive, self.most = whole, positive, most
        point = convention.decimal == "." and not convention.sibling
        self._unproven = not (convention.complete or convention.proven)
        self._trusts_points = remember and point and not whole and most >= 10**_DIGITS

    def read(self, cells: Cells) -> tuple[Cells, Flaws]:
        if self._trusts_points and self._all_plain(cells):
            return cells, []
        return super().read(cells)

    def _all_plain(self, cells: Cells) -> bool:
        """One look at the whole chunk; most exports of amounts pass it."""
        text = "\n".join(cells) + "\n"
        if (
            self.most < 10**_DIGITS
            or (self.positive and "-" in text)
            or (self._unproven and "." in text)
        ):
            return False
        return bool(PLAIN_POINT.fullmatch(text))

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not text:
            return ""
        if isinstance(cell, NumberCell) or _SCIENTIFIC.fullmatch(text):
            return self._checked(_decimal(text.replace(",", ".")))
        core = take_apart(text)
        if core is None or (core.words and not self.allows(cell, core)):
            return Flaw("number_unreadable")
        value = self._value(core)
        if isinstance(value, Flaw):
            return value
        return self._checked(value.scaleb(core.scale) * (-1 if core.negative else 1))

    def allows(self, cell: str, core: Core) -> bool:
        """Words beside the number; a column of money allows currencies, see `money`."""
        return False

    def _value(self, core: Core) -> Decimal | Flaw:
        separated = "," in core.digits or "." in core.digits
        convention = self.convention
        if separated and self._unproven:
            raise ConventionBroken(self.column)
        if separated and convention.decimal == "mixed":
            return Flaw("number_mixed")
        if separated and convention.sibling:
            return Flaw("number_sibling", {"column": convention.sibling})
        decimal = "," if convention.decimal == "," else "."
        pattern, other = (POINT, COMMA) if decimal == "." else (COMMA, POINT)
        if not pattern.fullmatch(core.digits):
            if separated and not convention.complete and other.fullmatch(core.digits):
                raise ConventionBroken(self.column)
            kind = "number_convention" if other.fullmatch(core.digits) else "number_unreadable"
            return Flaw(kind, {"decimal": decimal})
        thousands = "." if decimal == "," else ","
        plain = core.digits.replace(thousands, "").translate(_NO_SPACES).replace(",", ".")
        return Decimal(plain)

    def _checked(self, value: Decimal | None) -> str | Flaw:
        if value is None or not value.is_finite():
            return Flaw("number_unreadable")
        if value.adjusted() >= _DIGITS or abs(value) > self.most:
            return Flaw("number_too_large")
        if self.positive and value < 0:
            return Flaw("negative")
        if self.whole:
            return str(int(value)) if value == int(value) else Flaw("number_not_whole")
        return format(value, "f")


_NO_SPACES = {ord(c): None for c in _SPACES}


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
