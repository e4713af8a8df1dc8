"""A person's goals besides all revenue: units, new customers, one family of products or segment.

What was reached is added up from whole deals of their owner (`planning.facts.results`); these goals
are few, so no measure is stored for them: it is worked out once for everybody and kept until the
next recompute. It is unknown where a deal does not say all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kernel.periods import FiscalCalendar, Period
from kpis.facts.kept import kept
from planning.facts import results
from quotas.facts import Aim, OtherQuota, part

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class OtherGoal:
    """Over one period; `reached` None: it cannot be known."""

    aim: Aim
    goal: Decimal
    reached: Decimal | None

    @property
    def attained(self) -> Decimal | None:
        return self.reached / self.goal if self.reached is not None and self.goal else None


def other_goals(
    rep_id: int, promised: Iterable[OtherQuota], period: Period, calendar: FiscalCalendar
) -> list[OtherGoal]:
    """What a person was promised that touches the period; by measure, family and segment."""
    by_aim: dict[Aim, list[OtherQuota]] = {}
    for one in promised:
        by_aim.setdefault(one.aim, []).append(one)
    if not by_aim:
        return []
    aims = sorted(by_aim, key=lambda aim: (aim.measure, aim.product_family, aim.segment))
    won = kept(period.slug, aims).get("other goals", lambda: [_reached(a, period) for a in aims])
    return [
        OtherGoal(
            aim,
            in_force(by_aim[aim], period, calendar),
            None if found is None else found.get(rep_id, NOTHING),
        )
        for aim, found in zip(aims, won, strict=True)
    ]


def _reached(aim: Aim, period: Period) -> dict[int, Decimal | None] | None:
    """By person; None where deals do not tell it."""
    return results.by_rep(aim, period.start, period.end) if results.is_told(aim) else None


def in_force(promised: Iterable[OtherQuota], period: Period, calendar: FiscalCalendar) -> Decimal:
    """The part of each quota that falls on the period, by working days, as of all revenue."""
    days = (period.start, period.end)
    return sum(
        (part(one.amount, (one.start, one.end), days, calendar) for one in promised), NOTHING
    )
