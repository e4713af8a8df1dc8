"""Texts, ids, e-mail addresses, yes and no, and values of a fixed list."""

import re
from dataclasses import dataclass, field

from intake.core.columns.base import Cells, ConventionBroken, Flaws, Reader
from intake.core.columns.date_forms import family_of
from intake.core.issues import Flaw, Severity
from intake.core.tables import DateCell, NumberCell

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ENDS_ZERO = re.compile(r"\d+\.0+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(?:\.[^@\s,;<>\".]+)+")
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_TWICE_DECODED = re.compile(r"Ã[\u0080-\u00ff]|â€|Â[\u0080-\u00bf]")
_ERRORS = frozenset(["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"])
YES = frozenset(["1", "true", "t", "yes", "y", "x", "oui", "vrai", "ja", "wahr", "on"])
NO = frozenset(["0", "false", "f", "no", "n", "non", "faux", "nein", "falsch", "off"])


_PLAIN_IDS = re.compile(r"(?:[A-Za-z0-9_+/=:\-]{1,120}\n|\n)*")
_SUSPECT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f#]|Ã|â€|Â| \n|\n |\u00a0")


class TextReader(Reader):
    """Trimmed text up to `limit` characters; longer text is cut and told, except in ids."""

    def read(self, cells: Cells) -> tuple[Cells, Flaws]:
        if self._memory is not None and self._all_plain(cells):
            return cells, []
        return super().read(cells)

    def _all_plain(self, cells: Cells) -> bool:
        """One look at the whole chunk: nothing to trim, to cut or to tell."""
        text = "\n" + "\n".join(cells) + "\n"
        if text.count("\n") != len(cells) + 1 or _SUSPECT.search(text):
            return False
        return not self.limit or max(map(len, cells), default=0) <= self.limit

    def __init__(self, *, limit: int = 0, lines: bool = False, remember: bool = True) -> None:
        super().__init__(remember=remember)
        self.limit, self.lines = limit, lines

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not self.lines and ("\n" in text or "\r" in text):
            text = " ".join(text.split())
        if _CONTROL.search(text):
            return Flaw("control_character")
        if text in _ERRORS:
            return Flaw("error_cell", severity=Severity.WARNING)
        if self.limit and len(text) > self.limit:
            params = {"length": len(text), "limit": self.limit}
            return Flaw("text_too_long", params, Severity.WARNING, text[: self.limit])
        if ("Ã" in text or "â€" in text or "Â" in text) and _TWICE_DECODED.search(text):
            return Flaw("double_encoded", {"value": text}, Severity.WARNING, text)
        return text


@dataclass(slots=True)
class IdStudy:
    """Whether all ids end in .0 (a number column that became text), or are dates."""

    filled: int = 0
    ends_zero: int = 0
    dates: int = 0

    def see(self, cells: set[str]) -> None:
        for cell in cells:
            text = cell.strip()
            if text:
                self.filled += 1
                self.ends_zero += bool(_ENDS_ZERO.fullmatch(text))
                self.dates += isinstance(cell, DateCell) or (
                    10 <= len(text) <= 19 and family_of(text) in ("iso", "numeric")
                )

    undecided = False

    def decide(self, wanted: str = "", *, complete: bool = True) -> "IdConvention":
        all_zero = bool(self.filled) and self.ends_zero == self.filled
        all_dates = bool(self.filled) and self.dates == self.filled
        return IdConvention(all_zero, all_dates, complete)


@dataclass(frozen=True, slots=True)
class IdConvention:
    strip_zero: bool = False
    dates: bool = False
    complete: bool = field(default=True, repr=False)


class IdReader(TextReader):
    """Ids are text: leading zeros stay. A date is no id; 84.0 is 84 only if all end so."""

    def __init__(
        self, convention: IdConvention, *, column: str = "", limit: int = 120, remember: bool = True
    ) -> None:
        super().__init__(limit=limit, remember=remember)
        self.convention, self.column = convention, column

    def _all_plain(self, cells: Cells) -> bool:
        if self.convention.dates or self.limit < 120:
            return False
        text = "\n".join(cells) + "\n"
        if self.convention.strip_zero and not self.convention.complete:
            return False
        return bool(_PLAIN_IDS.fullmatch(text)) and "e+" not in text and "E+" not in text

    def one(self, cell: str) -> str | Flaw:
        if isinstance(cell, DateCell) or (self.convention.dates and cell.strip()):
            return Flaw("id_is_date")
        text = super().one(cell)
        if isinstance(text, Flaw):
            return Flaw("text_too_long", text.params) if text.kind == "text_too_long" else text
        if isinstance(cell, NumberCell) or not text:
            return text
        if _SCIENTIFIC.fullmatch(text):
            return Flaw("id_scientific")
        if text.endswith(("0", ".")) and _ENDS_ZERO.fullmatch(text):
            if self.convention.strip_zero:
                return text.split(".")[0]
            return Flaw("id_decimal", severity=Severity.WARNING, value=text)
        if self.convention.strip_zero and not self.convention.complete:
            raise ConventionBroken(self.column)
        return text


class EmailReader(Reader):
    """The first address of a cell, in lower case; others are in the same cell in some CRMs."""

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not text:
            return ""
        if match := _IN_BRACKETS.search(text):
            text = match[1]
        first = re.split(r"[,;\s]+", text)[0].lower()
        if len(first) > 254 or not _EMAIL.fullmatch(first):
            return Flaw("email_unreadable", severity=Severity.WARNING)
        return first


class BooleanReader(Reader):
    def one(self, cell: str) -> str | Flaw:
        text = cell.strip().lower().removesuffix(".0")
        if not text:
            return ""
        if text in YES:
            return "true"
        return "false" if text in NO else Flaw("boolean_unreadable")


class ChoiceReader(Reader):
    """One of a fixed list; compared without case, spaces and hyphens. '' when `fallback` is."""

    def __init__(
        self, choices: dict[str, str], *, fallback: str | None = None, remember: bool = True
    ) -> None:
        super().__init__(remember=remember)
        self.choices, self.fallback = choices, fallback

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not text:
            return ""
        word = re.sub(r"[\s_\-]+", " ", text.lower())
        if word in self.choices:
            return self.choices[word]
        if self.fallback is not None:
            return self.fallback
        return Flaw("choice_unknown", {"known": ", ".join(dict.fromkeys(self.choices.values()))})


class PlainReader(Reader):
    """Cells as they are, for columns that only a template or a filter looks at."""

    def read(self, cells: Cells) -> tuple[Cells, Flaws]:
        return cells, []
