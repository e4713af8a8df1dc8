"""Amounts with a currency in the text: "$1,234,567", "£1 000", "250k EUR", "CA$48,000.00"."""

from intake.core.columns.base import Reader
from intake.core.columns.currencies import SYMBOLS, currency_of, suggestion
from intake.core.columns.numbers import Core, NumberReader
from intake.core.issues import Flaw


class MoneyReader(NumberReader):
    """`found` remembers which cells named a currency, to be compared with the column's."""

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.found: dict[str, str] = {}

    def allows(self, cell: str, core: Core) -> bool:
        code = currency_of(core.words)
        if code:
            self.found[cell] = code
        return bool(code) or core.words in SYMBOLS


class CurrencyReader(Reader):
    """ISO 4217 codes; near misses get a suggestion, and are never mended silently."""

    def one(self, cell: str) -> str | Flaw:
        text = cell.strip()
        if not text:
            return ""
        if code := currency_of(text):
            return code
        if near := suggestion(text):
            return Flaw("currency_suggest", {"suggestion": near})
        return Flaw("currency_unknown")
