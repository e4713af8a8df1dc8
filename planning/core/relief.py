"""What of people's planned amounts nobody is asked to reach, by cause: relief of their team."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from planning.core.proration import Piece

CAUSES = ("not_there", "share", "ramp", "away")


@dataclass(frozen=True, slots=True)
class Relief:
    """Amounts by cause: before the hire, after leaving or in another team or seat; holding a
    smaller share; ramping; away."""

    not_there: Decimal = Decimal(0)
    share: Decimal = Decimal(0)
    ramp: Decimal = Decimal(0)
    away: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.not_there + self.share + self.ramp + self.away

    def __add__(self, other: "Relief") -> "Relief":
        return Relief(*(getattr(self, c) + getattr(other, c) for c in CAUSES))


def relief(planned: Decimal, pieces: Iterable[Piece], quantum: Decimal) -> Relief:
    """Of one line. Each day's loss is counted once, in the order of the causes."""
    known, lost = Fraction(0), dict.fromkeys(CAUSES, Fraction(0))
    for piece in pieces:
        days = Fraction((piece.end - piece.start).days, piece.period.length() or 1)
        whole = Fraction(piece.amount) * days
        held = whole * Fraction(piece.share)
        ramped = held * Fraction(piece.ramp)
        known += whole
        lost["share"] += whole - held
        lost["ramp"] += held - ramped
        lost["away"] += ramped - ramped * Fraction(piece.presence)
    lost["not_there"] = Fraction(planned) - known
    return Relief(**{cause: _rounded(part, quantum) for cause, part in lost.items()})


def _rounded(part: Fraction, quantum: Decimal) -> Decimal:
    exact = Decimal(part.numerator) / Decimal(part.denominator)
    return exact.quantize(quantum, ROUND_HALF_UP)
