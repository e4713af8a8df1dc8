"""What of a goal falls to a person, from dated pieces; never typed by hand.

quota = Σ over pieces of  amount × days ÷ days of its period × share × ramp × presence
        + adjustments

Sums are exact fractions and are rounded once; the steps are then rounded by largest remainder, so
that they add up to the amount shown. Cutting a piece in two therefore changes nothing.
Rule: Varicent, seller quota sheet; days are calendar days within the period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from kernel.dated import Days
from kernel.money import split
from planning.core.ramp import share_at, tenure

CENT = Decimal("0.01")
ONE, ZERO = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Piece:
    """Days [start, end) of somebody in a seat.

    `amount`: the seat's whole quota over `period`, of which the days are a part. `share` of the
    seat, `ramp` at that time after hire, `presence`: 1 at work, 0 away; all from 0 to 1. `why`:
    the seat, or what changed.
    """

    start: date
    end: date
    amount: Decimal
    period: Days
    share: Decimal = ONE
    ramp: Decimal = ONE
    presence: Decimal = ONE
    why: str = ""

    @property
    def exact(self) -> Fraction:
        whole = self.period.length()
        if not whole:
            return Fraction(0)
        part = Fraction((self.end - self.start).days, whole)
        return part * Fraction(self.amount) * Fraction(self.share * self.ramp * self.presence)


@dataclass(frozen=True, slots=True)
class Correction:
    """An approved adjustment: `amount` (also below 0) for [start, end), spread by days."""

    start: date
    end: date
    amount: Decimal
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation; its `amount` is rounded. `piece` None: an adjustment."""

    start: date
    end: date
    amount: Decimal
    why: str = ""
    piece: Piece | None = None


@dataclass(frozen=True, slots=True)
class Prorated:
    """`amount` is the sum of the steps' amounts, exactly."""

    amount: Decimal
    steps: tuple[Step, ...]

    def within(self, days: Days) -> "Prorated":
        """The steps that start in these days: of a month, when pieces were cut by months."""
        steps = tuple(step for step in self.steps if step.start in days)
        return Prorated(sum((step.amount for step in steps), ZERO), steps)


@dataclass(frozen=True, slots=True)
class Month:
    """What a seat's whole quota is in one month, [start, end).

    Not rounded (`planning.core.season.exact`), else half a year of a goal that does not divide by
    twelve is off by some cents.
    """

    start: date
    end: date
    amount: Decimal

    @property
    def days(self) -> Days:
        return Days(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody holds `share` of a seat over [start, end); `months` are the seat's own quotas."""

    start: date
    end: date | None
    months: Sequence[Month]
    share: Decimal = ONE
    why: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Away over [start, end) with this presence; `share` of the time they still work."""

    start: date
    end: date | None
    share: Decimal = ZERO
    why: str = ""


def prorate(
    pieces: Sequence[Piece], corrections: Iterable[Correction] = (), quantum: Decimal = CENT
) -> Prorated:
    """Rounded once, half away from zero; steps in the order of their days."""
    ordered = sorted(pieces, key=lambda p: (p.start, p.end))
    exact = [piece.exact for piece in ordered]
    whole = _rounded(sum(exact, Fraction(0)), quantum)
    parts = split(whole, list(map(_decimal, exact)), quantum) if whole else [ZERO] * len(exact)
    steps = [
        Step(p.start, p.end, amount, p.why, p) for p, amount in zip(ordered, parts, strict=True)
    ]
    added = [Step(c.start, c.end, c.amount, c.why) for c in corrections]
    found = sorted([*steps, *added], key=lambda s: (s.start, s.end, s.piece is None))
    return Prorated(whole + sum((c.amount for c in added), ZERO), tuple(found))


def cut(
    seats: Iterable[Seat],
    *,
    hired_on: date | None = None,
    left_on: date | None = None,
    shares: Sequence[Decimal] = (),
    absences: Sequence[Absence] = (),
) -> list[Piece]:
    """Pieces by month, seat and absence.

    `left_on`: the first day no longer there. `shares`: the ramp, the month of hire first; it counts
    from the first day of the month in which somebody was hired. Without a day of hire, ramped.
    Where absences overlap the least presence counts.
    """
    there = Days(hired_on, left_on)
    found = []
    for seat in seats:
        for month in seat.months:
            within = month.days.overlap(Days(seat.start, seat.end))
            held = within.overlap(there) if within else None
            if held and held.start and held.end:
                piece = Piece(
                    held.start,
                    held.end,
                    month.amount,
                    month.days,
                    seat.share,
                    _ramp(shares, hired_on, month),
                    why=seat.why,
                )
                found += list(_around(piece, absences))
    return found


def spread(correction: Correction, months: Iterable[Days]) -> list[Correction]:
    """An adjustment by months, in proportion to its days in each, adding up to it exactly."""
    own = Days(correction.start, correction.end)
    parts = [part for month in months if (part := month.overlap(own))]
    if not parts:
        return [correction]
    days = [Decimal(part.length() or 0) for part in parts]
    amounts = split(correction.amount, days)
    return [
        replace(correction, start=part.start, end=part.end, amount=amount)
        for part, amount in zip(parts, amounts, strict=True)
        if part.start and part.end
    ]


def _ramp(shares: Sequence[Decimal], hired_on: date | None, month: Month) -> Decimal:
    """Of the month that a fiscal month mostly is; that of hire is the first in any calendar."""
    months = tenure(hired_on, month.start + (month.end - month.start) / 2)
    return share_at(shares, None if months is None else max(months, 0))


def _around(piece: Piece, absences: Sequence[Absence]) -> Iterable[Piece]:
    """The piece cut where an absence starts or ends within it."""
    edges = {piece.start, piece.end}
    for absence in absences:
        edges |= {d for d in (absence.start, absence.end) if d and piece.start < d < piece.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        away = [a for a in absences if start in Days(a.start, a.end)]
        least = min(away, key=lambda a: a.share, default=None)
        presence, why = (least.share, least.why or piece.why) if least else (ONE, piece.why)
        yield replace(piece, start=start, end=end, presence=presence, why=why)


def _rounded(exact: Fraction, quantum: Decimal) -> Decimal:
    units = exact / Fraction(quantum)
    whole = (abs(units) + Fraction(1, 2)).__floor__()
    return Decimal(whole if units >= 0 else -whole) * quantum


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
