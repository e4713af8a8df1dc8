"""What is wrong with an open deal, as simple rules with their thresholds.

Sources: overdue K26, stale K25, next step K43, pushes K23 of the KPI definitions. Closed deals
have no warnings.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

STALE_DAYS = 14  # no activity for longer than this; a stage may allow more
OFTEN_PUSHED = 3

Kind = Literal["overdue", "stale", "pushed", "no_next_step", "no_amount", "no_close_date"]


@dataclass(frozen=True, slots=True)
class DealState:
    """What the rules look at. `amount_known`: the amount may be 0, but it was given."""

    is_open: bool
    created_on: date
    close_date: date | None
    last_activity_on: date | None
    next_step_on: date | None
    pushes: int
    amount_known: bool


@dataclass(frozen=True, slots=True)
class Warn:
    """`number`: days late, days silent, or how often pushed; 0 where there is nothing to count."""

    kind: Kind
    number: int = 0


def warnings(deal: DealState, today: date, stale_after: int = STALE_DAYS) -> list[Warn]:
    """The warnings of a deal on a day, the most urgent first."""
    if not deal.is_open:
        return []
    found = [*_dates(deal, today), *_silence(deal, today, stale_after)]
    if deal.pushes >= OFTEN_PUSHED:
        found.append(Warn("pushed", deal.pushes))
    if deal.next_step_on is None or deal.next_step_on < today:
        found.append(Warn("no_next_step"))
    if not deal.amount_known:
        found.append(Warn("no_amount"))
    return found


def _dates(deal: DealState, today: date) -> list[Warn]:
    if deal.close_date is None:
        return [Warn("no_close_date")]
    late = (today - deal.close_date).days
    return [Warn("overdue", late)] if late > 0 else []


def _silence(deal: DealState, today: date, stale_after: int) -> list[Warn]:
    """A deal that nobody ever touched is silent since its creation."""
    silent = (today - (deal.last_activity_on or deal.created_on)).days
    return [Warn("stale", silent)] if silent > stale_after else []
