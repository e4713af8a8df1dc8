"""The months of a goal: which part of the year each brings, and what past years say of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import teams.facts
from kernel.periods import Period
from planning import words
from planning.core import season
from planning.core.season import Season
from planning.facts import counted, results
from planning.models import PlanGoal

YEARS = 4  # so far back is looked; what is older says little of next year
STEP = Decimal("0.0001")


@dataclass(frozen=True)
class Learned:
    """`weights`: of the plan's months, an average month is 1; `years` were seen. `past`: what was
    reached in the same months, the latest year first; None is unknown."""

    weights: tuple[Decimal, ...]
    years: int
    past: tuple[tuple[Decimal | None, ...], ...]


def months_of(goal: PlanGoal) -> list[Period]:
    days = goal.plan.days
    return teams.facts.company().calendar.months(days.lower, days.upper)


def weights_of(goal: PlanGoal) -> list[Decimal]:
    """One number a month of the plan; empty: every month alike."""
    return [Decimal(text) for text in goal.weights]


def amounts(goal: PlanGoal, total: Decimal | None) -> list[Decimal] | None:
    """The months' parts of an amount, adding up to it; None of one that is not known."""
    if total is None:
        return None
    n, quantum = len(months_of(goal)), words.quantum(goal.measure)
    return season.amounts(total, weights_of(goal), n, quantum)


def learned(goal: PlanGoal) -> Learned:
    """From whole years of monthly results that are over; `planning.core.season` says how."""
    calendar, months = teams.facts.company().calendar, months_of(goal)
    past = _past_months()
    values = results.by_month(goal, past)
    known = _without_holes(values)
    first = (past[len(past) - len(known)].number - 1) % season.MONTHS if known else 0
    found = season.learn([float(v) for v in known], season.MONTHS, first)
    by_start = {one.start: value for one, value in zip(past, values, strict=True)}
    years = tuple(
        tuple(by_start.get(calendar.back(m, season.MONTHS * back).start) for m in months)
        for back in range(1, YEARS + 1)
    )
    shown = tuple(year for year in years if any(v is not None for v in year))
    return Learned(_weights(found, months), found.years, shown)


def unknown(goal: PlanGoal) -> int:
    """How many deals won in the years that are looked at leave a month unknown."""
    past = _past_months()
    return counted.unknown(goal, past[0].start, past[-1].end)


def _past_months() -> list[Period]:
    """Whole months before this one, oldest first."""
    calendar = teams.facts.company().calendar
    last = calendar.previous(calendar.month_of(teams.facts.today()))
    n = season.MONTHS * YEARS
    return [calendar.back(last, back) for back in reversed(range(n))]


def _without_holes(values: Sequence[Decimal | None]) -> list[Decimal]:
    """The latest months all of which are known."""
    found: list[Decimal] = []
    for value in reversed(values):
        if value is None:
            break
        found.insert(0, value)
    return found


def _weights(found: Season, months: Sequence[Period]) -> tuple[Decimal, ...]:
    if not found.learned:
        return ()
    return tuple(Decimal(found.indices[m.number - 1]).quantize(STEP) for m in months)
