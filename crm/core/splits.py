"""Credit for a deal: who gets which part, and whether the parts are complete.

Revenue shares of a deal add up to exactly 100 %; overlay shares are credit on top (a specialist
who helped) and are each judged alone. A deal without revenue shares belongs wholly to its owner.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kernel import money

Kind = Literal["revenue", "overlay"]
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Share:
    """`percent` in 0..100 of the deal for a rep (any hashable that names them)."""

    rep: int | str
    percent: Decimal
    kind: Kind = "revenue"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: `incomplete` (with the sum), `twice` or `range` (with the rep)."""

    code: Literal["incomplete", "twice", "range"]
    rep: int | str | None = None
    total: Decimal | None = None


def problems(shares: Iterable[Share]) -> list[Problem]:
    """Everything that keeps these shares from being stored; empty when they are complete."""
    listed = list(shares)
    found = [Problem("range", s.rep) for s in listed if not 0 < s.percent <= WHOLE]
    seen = Counter((s.rep, s.kind) for s in listed)
    found += [Problem("twice", rep) for (rep, _kind), times in seen.items() if times > 1]
    revenue = [s.percent for s in listed if s.kind == "revenue"]
    total = sum(revenue, Decimal(0))
    if revenue and total != WHOLE:
        found.append(Problem("incomplete", total=total))
    return found


def parts(value: Decimal, percents: Sequence[Decimal], currency: str) -> list[Decimal]:
    """The parts of a deal's value for complete revenue shares; they add up to it exactly.

    Cents that don't divide go by largest remainder (`kernel.money.split`).
    """
    if sum(percents, Decimal(0)) != WHOLE:
        raise ValueError("revenue shares must add up to 100")
    return money.split(value, percents, Decimal(1).scaleb(-money.digits(currency)))
