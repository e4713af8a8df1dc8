"""What the walk is told: a deal's states by day, what it is worth, and who counts where."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from crm.core.splits import parts
from kernel.money import digits

# Categories that leave a deal out of the forecast; the same words as the open pipeline's.
LEFT_OUT = frozenset({"omitted", "omit", "excluded"})


@dataclass(frozen=True, slots=True)
class State:
    """How a deal stood at the end of a day, as was known then.

    `status` is open, won or lost; `closed_on` the day it closed, None while it is open. An
    unknown `amount` counts as nothing.
    """

    status: str
    amount: Decimal | None
    currency: str
    close_date: date | None
    owner: int
    omitted: bool = False
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deal:
    """`start` is the state at the end of the day before, None when there was no such deal yet;
    `steps` the days on which it changed, in order. A state of None: the deal is gone.

    `shares` are (person, percent), the larger first; without any the owner has all of it.
    Territories have no history: it is the one of now.
    """

    id: int
    start: State | None
    steps: Sequence[tuple[date, State | None]] = ()
    shares: Sequence[tuple[int, Decimal]] = ()
    territory: int | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """Exchange rates into the base currency: by currency the days in order, and their rates.

    A rate holds from its day until the next one. An amount without a rate is worth nothing yet.
    """

    base: str
    days: Mapping[str, Sequence[date]] = field(default_factory=dict)
    rates: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)

    def value(self, amount: Decimal | None, currency: str, day: date) -> Decimal:
        """In the base currency, rounded half up; amounts in it keep all their decimals."""
        if amount is None:
            return Decimal(0)
        if currency == self.base:
            return amount
        at = bisect_right(self.days.get(currency, ()), day)
        if not at:
            return Decimal(0)
        exact = amount * self.rates[currency][at - 1]
        return exact.quantize(Decimal(1).scaleb(-digits(self.base)), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Seats:
    """In which team a person counts: by person the days from which, in order, and the teams."""

    days: Mapping[int, Sequence[date]] = field(default_factory=dict)
    teams: Mapping[int, Sequence[int | None]] = field(default_factory=dict)

    def team(self, rep: int, day: date) -> int | None:
        at = bisect_right(self.days.get(rep, ()), day)
        return self.teams[rep][at - 1] if at else None

    def moves(self, rep: int, after: date, until: date) -> Sequence[date]:
        """The days in (after, until] on which the person came to another team."""
        days = self.days.get(rep, ())
        return days[bisect_right(days, after) : bisect_right(days, until)]


type Credit = dict[tuple[int, int | None], Decimal]


def credit(
    value: Decimal, state: State, deal: Deal, seats: Seats, day: date, currency: str
) -> Credit:
    """Who counts which part of a value, by (person, team of that day). The parts are the value."""
    if not deal.shares:
        return {(state.owner, seats.team(state.owner, day)): value}
    pieces = parts(value, [percent for _, percent in deal.shares], currency)
    people = (rep for rep, _ in deal.shares)
    return {(rep, seats.team(rep, day)): part for rep, part in zip(people, pieces, strict=True)}
