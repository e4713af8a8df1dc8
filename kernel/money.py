"""Money: an exact amount in a currency, and the two acts that need care: rounding and splitting.

Amounts are `Decimal`; the number of decimals of a currency is that of ISO 4217.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# ISO 4217 (list one, 2024): currencies whose minor unit is not 1/100.
_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE_DECIMALS.split(), 3)


def digits(currency: str) -> int:
    """How many decimals the currency is paid in."""
    return _DIGITS.get(currency, 2)


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Half away from zero, at the currency's own decimals: what a cashier does."""
    return amount.quantize(Decimal(1).scaleb(-digits(currency)), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount that knows its currency; two currencies never add."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def rounded(self) -> "Money":
        return Money(round_money(self.amount, self.currency), self.currency)

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return other.amount


def split(
    total: Decimal, weights: Sequence[Decimal], quantum: Decimal = Decimal("0.01")
) -> list[Decimal]:
    """Parts of `total` in proportion to `weights`, in whole `quantum`, that add up to it exactly.

    Largest remainder (Hamilton's method); ties go to the earlier part, so the result depends on
    the order of the weights only where two remainders are equal. What `total` holds below one
    quantum goes to the first part with weight.

    Raises ValueError when no weight is positive or one is negative.
    """
    if any(w < 0 for w in weights) or not any(weights):
        raise ValueError("weights must not be negative, and one must be positive")
    whole = sum(weights, Decimal(0))
    units = (total / quantum).to_integral_value(rounding="ROUND_DOWN")
    exact = [units * w / whole for w in weights]
    floors = [e.to_integral_value(rounding="ROUND_DOWN") for e in exact]
    missing = int(abs(units - sum(floors)))
    by_remainder = sorted(
        (i for i, w in enumerate(weights) if w), key=lambda i: (-abs(exact[i] - floors[i]), i)
    )
    step = 1 if units >= 0 else -1
    for k in range(missing):
        floors[by_remainder[k % len(by_remainder)]] += step
    parts = [f * quantum for f in floors]
    first = next(i for i, w in enumerate(weights) if w)
    parts[first] += total - units * quantum
    return parts
