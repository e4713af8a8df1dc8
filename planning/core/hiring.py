"""Who must be hired, backwards from the month that lacks capacity: start by, requisition by.

need = ceil(gap ÷ (what one sells when ramped × share of the ramp then)); a person who is to be
fully ramped in a month starts as many months earlier as the ramp is long, and the requisition is
opened as many days before as it takes to fill a seat. Where even somebody hired today would sell
nothing yet in a month, hiring cannot fix that month, and the plan says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kernel.dated import Days
from planning.core.closing import up
from planning.core.ramp import length, share_at

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Start:
    """`people` who start on `start`, whose requisitions are open by `requisition`. `late`: they
    should have started earlier to be ramped when needed, so that more of them are."""

    start: date
    requisition: date
    people: int
    for_month: date
    late: bool


@dataclass(frozen=True, slots=True)
class Unfixable:
    """A month whose lack no hiring from today on can mend, with what lacks."""

    month: date
    gap: Decimal


@dataclass(frozen=True, slots=True)
class HiringPlan:
    """`left`: what lacks in each month after all starts."""

    starts: tuple[Start, ...]
    unfixable: tuple[Unfixable, ...]
    left: tuple[Decimal, ...]

    @property
    def people(self) -> int:
        return sum(start.people for start in self.starts)


def needed(gap: Decimal, each: Decimal, share: Decimal) -> int | None:
    """People who close `gap`, each bringing `each` × mean `share` of the ramp in the period.

    None where they would bring nothing; 0 without a gap.
    """
    if gap <= 0:
        return 0
    return up(gap / (each * share)) if each > 0 and share > 0 else None


def backwards(
    gaps: Sequence[Decimal],
    months: Sequence[Days],
    monthly: Sequence[Decimal],
    shares: Sequence[Decimal],
    *,
    today: date,
    fill_days: int,
) -> HiringPlan:
    """`gaps`: what is needed above capacity in each month (0 or less: nothing lacks); `monthly`:
    what one ramped person sells in each, which follows the season as the gaps do.

    Months are looked at in order, and whoever is hired for one helps in all later ones.
    """
    soonest = _month_from(today + timedelta(fill_days))
    left, starts, unfixable = list(gaps), list[Start](), list[Unfixable]()
    for i, month in enumerate(months):
        if month.start is None or left[i] <= 0:
            continue
        ideal = _add_months(month.start, -length(shares))
        start = max(ideal, soonest)
        people = needed(left[i], monthly[i], _share(shares, start, month.start))
        if people is None:
            unfixable.append(Unfixable(month.start, left[i]))
            continue
        requisition = max(start - timedelta(fill_days), today)
        starts.append(Start(start, requisition, people, month.start, start > ideal))
        for j in range(i, len(months)):
            later = months[j].start
            if later is not None:
                left[j] -= people * monthly[j] * _share(shares, start, later)
    return HiringPlan(tuple(starts), tuple(unfixable), tuple(left))


def _share(shares: Sequence[Decimal], start: date, month: date) -> Decimal:
    return share_at(shares, (month.year - start.year) * 12 + month.month - start.month)


def _month_from(day: date) -> date:
    """The first day of a month on or after the day: people start with a month."""
    return day if day.day == 1 else _add_months(day.replace(day=1), 1)


def _add_months(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
