"""Which open deals need their owner, and for which one reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Reason = Literal["overdue", "step_passed", "no_step", "quiet", "pushed"]

QUIET_DAYS = 14
MANY_PUSHES = 2


@dataclass(frozen=True, slots=True)
class Deal:
    """An open deal as the rep page needs it; `value` in the company's currency, None unknown.

    `chance`: the usual one of its stage, 0 to 1.
    """

    id: int
    name: str
    account: str
    stage: str
    value: Decimal | None
    close_date: date | None
    next_step: str
    next_step_on: date | None
    last_activity_on: date | None
    pushes: int
    chance: Decimal | None = None


def most_promising(deals: Iterable[Deal]) -> list[Deal]:
    """Deals with an amount, what can be expected of them first; those of unknown chance last."""
    valued = [deal for deal in deals if deal.value]
    return sorted(
        valued,
        key=lambda d: (-(d.value or 0) * (d.chance or 0), -(d.value or 0), d.id),
    )


@dataclass(frozen=True, slots=True)
class ToDo:
    """A deal, the most pressing reason, and how many days (or pushes) it is about."""

    deal: Deal
    reason: Reason
    count: int


def reason(deal: Deal, today: date) -> ToDo | None:
    """The first that holds: close date passed, next step passed, quiet, no next step, pushed.

    A deal without any activity is not quiet: it may simply not be logged.
    """
    if deal.close_date and deal.close_date < today:
        return ToDo(deal, "overdue", (today - deal.close_date).days)
    if deal.next_step_on and deal.next_step_on < today:
        return ToDo(deal, "step_passed", (today - deal.next_step_on).days)
    if deal.last_activity_on and (today - deal.last_activity_on).days > QUIET_DAYS:
        return ToDo(deal, "quiet", (today - deal.last_activity_on).days)
    if not deal.next_step_on and not deal.next_step:
        return ToDo(deal, "no_step", 0)
    if deal.pushes >= MANY_PUSHES:
        return ToDo(deal, "pushed", deal.pushes)
    return None


def to_do(deals: Iterable[Deal], today: date) -> list[ToDo]:
    """All that need something: passed dates first, then the most money."""
    found = [one for deal in deals if (one := reason(deal, today))]
    return sorted(
        found,
        key=lambda one: (one.reason != "overdue", -(one.deal.value or 0), one.deal.name),
    )
