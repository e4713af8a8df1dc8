"""What a plan publishes: who is to reach how much in which month; frozen as JSON, with a digest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kernel.fingerprint import fingerprint

# Measures of which there are whole ones only; the others are money.
COUNTED = frozenset({"units", "new_customers"})


@dataclass(frozen=True, slots=True, order=True)
class Goal:
    """What is measured; a family or segment of "" is all of them."""

    measure: str = "revenue"
    product_family: str = ""
    segment: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A holder ("rep" or "team"), a goal, and a month as [start, end)."""

    kind: str
    holder_id: int
    goal: Goal
    start: date
    end: date


# None: nothing is promised to the holder in that month, which is not 0.
type Figures = Mapping[Slot, Decimal | None]


@dataclass(frozen=True, slots=True)
class Difference:
    slot: Slot
    before: Decimal | None
    after: Decimal | None


def frozen(figures: Figures) -> list[list[Any]]:
    """Plain JSON in a fixed order, amounts as texts without idle zeros."""
    return [
        [
            *(s.kind, s.holder_id, s.goal.measure, s.goal.product_family, s.goal.segment),
            *(s.start.isoformat(), s.end.isoformat(), None if amount is None else plain(amount)),
        ]
        for s, amount in sorted(figures.items(), key=lambda pair: pair[0])
    ]


def thawed(rows: Iterable[Sequence[Any]]) -> dict[Slot, Decimal | None]:
    found: dict[Slot, Decimal | None] = {}
    for kind, holder, measure, family, segment, start, end, amount in rows:
        days = date.fromisoformat(start), date.fromisoformat(end)
        slot = Slot(kind, holder, Goal(measure, family, segment), *days)
        found[slot] = None if amount is None else Decimal(amount)
    return found


def digest(figures: Figures) -> str:
    """SHA-256 of all figures; the order in which they came does not matter."""
    return fingerprint(frozen(figures))


def differences(before: Figures, after: Figures) -> list[Difference]:
    """Where the two differ, in a fixed order; what is in one of them only counts as None there."""
    slots = sorted({*before, *after})
    pairs = (Difference(s, before.get(s), after.get(s)) for s in slots)
    return [one for one in pairs if one.before != one.after]


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None without anything."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def plain(amount: Decimal) -> str:
    """1200000, 53333.33: no exponent and no idle zeros."""
    return f"{amount.normalize():f}"


def quantum(measure: str, digits: int) -> Decimal:
    """The smallest amount of a measure: one, or the smallest coin of a currency with so many
    decimals."""
    return Decimal(1) if measure in COUNTED else Decimal(1).scaleb(-digits)
