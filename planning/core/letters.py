"""A person's letter: the numbers it is made of. Plain JSON; amounts are texts, days ISO dates."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planning.core.figures import plain
from planning.core.relief import CAUSES, Relief

# The form of `facts`; a letter is read in the form in which it was written.
VERSION = 1


@dataclass(frozen=True, slots=True)
class MonthSaid:
    """One month: its amount, and what the last publication said of it. None: nothing promised."""

    start: date
    end: date
    amount: Decimal | None
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Away:
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Adjusted:
    start: date
    end: date
    amount: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class GoalSaid:
    """A person's part of one goal. `planned`: for the whole plan, ramped and never away.

    `before`: what the last publication said of the same months; `last_year`: the quota in force a
    year earlier; None: there was none. `relief` is what of `planned` does not count, by cause.
    """

    measure: str
    product_family: str
    segment: str
    planned: Decimal | None
    months: Sequence[MonthSaid]
    before: Decimal | None
    last_year: Decimal | None
    relief: Relief
    hired_on: date | None = None
    left_on: date | None = None
    away: Sequence[Away] = ()
    adjusted: Sequence[Adjusted] = ()

    @property
    def total(self) -> Decimal:
        return sum((m.amount for m in self.months if m.amount is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that one person is told."""

    company: str
    currency: str
    person: str
    title: str
    team: str
    manager: str
    plan: str
    number: int
    by: str
    start: date
    end: date
    published_on: date
    answer_by: date
    goals: Sequence[GoalSaid]


def kept(told: Told, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is frozen: the numbers, and the words in which they were said."""
    return {"version": VERSION, **_plain(asdict(told)), "said": _plain(dict(said))}


def relief_of(goal: Mapping[str, Any]) -> Relief:
    """From a frozen letter."""
    return Relief(*(Decimal(goal["relief"][cause]) for cause in CAUSES))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if value is not None and not isinstance(value, int | bool) else value
