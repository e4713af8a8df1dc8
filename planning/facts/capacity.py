"""What people can sell in the months of a plan, beside what they are to sell.

Everybody with a line for all revenue counts, with their own usual month once they are past the
ramp, and the usual month of those people before. Planned hires count from their day. Months differ
by the weights of the goal, for what people sell follows the season as goals do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import Any

import territories.facts.models as territories
from kernel.dated import Days
from kpis.core.fair.ramp import RAMPED
from kpis.facts import won
from planning.core import capacity, hiring, season
from planning.core.capacity import MonthCapacity, Worker
from planning.core.hiring import HiringPlan
from planning.core.proration import Absence
from planning.core.ramp import tenure
from planning.facts.asked import revenue
from planning.facts.policy import policy
from planning.facts.ramps import in_use
from planning.models import PlanGoal, PlannedHire, QuotaLine, QuotaPlan
from teams import facts as teams

ZERO = Decimal(0)
USUAL = 12  # months that a usual month is the mean of
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Month:
    """`people` and `rre` (ramped equivalents) before attrition; money in the base currency.
    `goal`: the plan of the whole; None where the plan does not say it."""

    start: date
    people: int
    rre: Decimal
    capacity: Decimal
    quota: Decimal
    goal: Decimal | None

    @property
    def lacking(self) -> Decimal | None:
        """What the plan asks beyond capacity, at least 0."""
        return None if self.goal is None else max(self.goal - self.capacity, ZERO)


@dataclass(frozen=True)
class Capacity:
    """`usual`: what a ramped person sells in a month; None: nobody is known to be ramped, and then
    nothing can be said. `open_seats` of the territory model that the plan rests on."""

    months: tuple[Month, ...]
    usual: Decimal | None
    open_seats: int
    hires: tuple[PlannedHire, ...]
    hiring: HiringPlan

    @property
    def total(self) -> Decimal:
        return sum((m.capacity for m in self.months), ZERO)

    @property
    def quota(self) -> Decimal:
        return sum((m.quota for m in self.months), ZERO)

    @property
    def goal(self) -> Decimal | None:
        known = [m.goal for m in self.months if m.goal is not None]
        return sum(known, ZERO) if known else None

    @property
    def ratio(self) -> Decimal | None:
        """Capacity ÷ what is asked of people; below 1 they are asked for more than they sell."""
        return self.total / self.quota if self.quota > 0 else None

    @property
    def over_assigned(self) -> Decimal | None:
        return capacity.implied_over_assignment(self.quota, self.total)


def of_plan(plan: QuotaPlan, today: date | None = None) -> Capacity:
    """About eight queries."""
    return _Ground(plan, today or teams.today()).found


class _Ground:
    def __init__(self, plan: QuotaPlan, today: date) -> None:
        self.plan, self.today = plan, today
        self.calendar = teams.company().calendar
        self.days = (plan.days.lower, plan.days.upper)
        self.months = [Days(m.start, m.end) for m in self.calendar.months(*self.days)]
        self.shares = in_use()

    @property
    def found(self) -> Capacity:
        limits, workers = policy(), [*self._people(), *self._hires()]
        raw = capacity.by_month(
            workers,
            self.months,
            self.shares,
            attrition=limits.attrition,
            as_of=self.today,
        )
        shape = self._shape()
        goals, quotas = self._goals(), self._quotas()
        months = tuple(self._month(*each) for each in zip(raw, shape, goals, quotas, strict=True))
        return Capacity(
            months,
            self.usual,
            self._open_seats(),
            tuple(self.hires),
            self._backwards(months, shape, limits.fill_days),
        )

    def _month(
        self, one: MonthCapacity, shape: Decimal, goal: Decimal | None, quota: Decimal
    ) -> Month:
        sold = (one.capacity * shape).quantize(CENT)
        return Month(one.start, one.people, one.rre, sold, quota, goal)

    def _backwards(
        self, months: Sequence[Month], shape: Sequence[Decimal], fill_days: int
    ) -> HiringPlan:
        usual = self.usual or ZERO
        return hiring.backwards(
            [m.lacking or ZERO for m in months],
            self.months,
            [usual * part for part in shape],
            self.shares,
            today=self.today,
            fill_days=fill_days,
        )

    # People ------------------------------------------------------------------------------------

    @cached_property
    def goal(self) -> PlanGoal | None:
        return revenue(self.plan).first()

    @cached_property
    def lines(self) -> list[QuotaLine]:
        rows = QuotaLine.objects.filter(goal=self.goal, rep__isnull=False)
        return list(rows.select_related("rep").order_by("pk"))

    @cached_property
    def people(self) -> dict[int, Any]:
        """Each once, however many lines they have."""
        return {line.rep.pk: line.rep for line in self.lines if line.rep}

    def _people(self) -> list[Worker]:
        people = self.people
        away = teams.absences(sorted(people), *self.days) if people else {}
        return [
            Worker(
                rep.hired_on,
                self._own(pk, rep.hired_on),
                left_on=rep.left_on,
                absences=[Absence(d.start, d.end) for d, _why in away.get(pk, ()) if d.start],
                surviving=rep.left_on is None,
            )
            for pk, rep in people.items()
        ]

    @cached_property
    def hires(self) -> list[PlannedHire]:
        rows = PlannedHire.objects.filter(plan=self.plan).select_related("team")
        return list(rows.order_by("starts_on", "pk"))

    def _hires(self) -> list[Worker]:
        monthly = self.usual or ZERO
        return [Worker(row.starts_on, monthly) for row in self.hires for _n in range(row.people)]

    def _own(self, rep_id: int, hired_on: date | None) -> Decimal:
        months = self._sold.get(rep_id)
        if months is None or not self._ramped(hired_on):
            return self.usual or ZERO
        return months

    def _ramped(self, hired_on: date | None) -> bool:
        """Past the ramp in all months that the usual one is the mean of."""
        months = tenure(hired_on, self.today)
        return months is None or months >= RAMPED + USUAL

    @cached_property
    def usual(self) -> Decimal | None:
        """What a ramped person sells in a month: the middle of those in the plan."""
        ramped = [pk for pk, rep in self.people.items() if self._ramped(rep.hired_on)]
        known = [self._sold[pk] for pk in ramped if pk in self._sold]
        return median(known) if known else None

    @cached_property
    def _sold(self) -> dict[int, Decimal]:
        """Mean of the last twelve whole months, of those who won anything in them."""
        last = self.calendar.month_of(self.today)
        periods = [self.calendar.back(last, n) for n in range(USUAL, 0, -1)]
        found: dict[int, Decimal] = {}
        for (kind, pk), by_start in won.results(periods).items():
            sold = sum((one.won or ZERO for one in by_start.values()), ZERO)
            if kind == "rep" and sold > 0:
                found[pk] = sold / USUAL
        return found

    # Goals and seats ---------------------------------------------------------------------------

    @property
    def _weights(self) -> list[Decimal]:
        return [Decimal(w) for w in self.goal.weights] if self.goal else []

    def _shape(self) -> list[Decimal]:
        """The season: 1 is an average month."""
        weights = self._weights
        whole = sum(weights, ZERO)
        if len(weights) != len(self.months) or whole <= 0:
            return [Decimal(1)] * len(self.months)
        return [len(weights) * weight / whole for weight in weights]

    def _goals(self) -> Sequence[Decimal | None]:
        top = QuotaLine.objects.filter(goal=self.goal, parent=None, planned__isnull=False).first()
        if self.goal is None or top is None or top.planned is None:
            return [None] * len(self.months)
        return season.amounts(top.planned, self._weights, len(self.months))

    def _quotas(self) -> list[Decimal]:
        total = sum((line.planned or ZERO for line in self.lines), ZERO)
        return season.amounts(total, self._weights, len(self.months))

    def _open_seats(self) -> int:
        model = self.plan.territory_model
        if model is None:
            return 0
        held = territories.holders(
            model.pk, max(self.days[0], territories.day_of(model, self.today))
        )
        return sum(one.rep_id is None for there in held.values() for one in there)
