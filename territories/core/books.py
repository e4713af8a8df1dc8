"""A person's book of accounts before and after a model starts, and the one of their peers."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal

# With fewer the average of the others would tell what a single one of them has.
LEAST_PEERS = 3
Kind = Literal["stays", "leaves", "comes"]


@dataclass(frozen=True, slots=True)
class Load:
    """What accounts weigh together. Potential a year and open pipeline in the company's currency,
    workload in hours a month; None where it is known of no account."""

    accounts: Decimal | int | None = 0
    potential: Decimal | None = None
    workload: Decimal | None = None
    pipeline: Decimal | None = None


MEASURES = tuple(field.name for field in fields(Load))
UNKNOWN = Load(accounts=None)


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of a book; unknown stays unknown."""

    measure: str
    before: Decimal | int | None
    after: Decimal | int | None
    peers_before: Decimal | None = None
    peers_after: Decimal | None = None

    @property
    def difference(self) -> Decimal | int | None:
        """What is known of no account on one side counts as nothing there."""
        if self.after is None and self.before is None:
            return None
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class Book:
    before: Load
    after: Load


def average(loads: Iterable[Load]) -> Load | None:
    """What one of them has on average; None when they are too few to be nobody in particular.

    `accounts` may be a fraction: it is an average. Who has nothing known counts as nothing; where
    nothing is known of anybody, it is unknown.
    """
    found = list(loads)
    if len(found) < LEAST_PEERS:
        return None

    def mean(name: str) -> Decimal | None:
        known = [value for load in found if (value := getattr(load, name)) is not None]
        return Decimal(sum(known)) / len(found) if known else None

    return Load(**{name: mean(name) for name in MEASURES})


def changes(own: Book, peers: Iterable[Book]) -> tuple[Change, ...]:
    """Every measure before and after, beside the average of the peers."""
    others = list(peers)
    before = average(one.before for one in others) or UNKNOWN
    after = average(one.after for one in others) or UNKNOWN
    return tuple(
        Change(
            name,
            getattr(own.before, name),
            getattr(own.after, name),
            getattr(before, name),
            getattr(after, name),
        )
        for name in MEASURES
    )
