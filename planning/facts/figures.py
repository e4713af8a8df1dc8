"""What a plan would publish now: every holder, goal and month, with people's quotas derived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import quotas.facts
from kernel.dated import Days
from planning.core.figures import Goal, Slot, quantum
from planning.core.proration import Piece, Prorated
from planning.core.relief import Relief, relief
from planning.facts.pieces import Ground, ground
from planning.models import PlanGoal, QuotaLine, QuotaPlan


@dataclass(frozen=True)
class Derived:
    """`rows`: every line of the plan; `lines`: those of people with what falls to them; `relief`:
    by the line above them, in the months of the figures."""

    rows: list[QuotaLine]
    ground: Ground
    months: list[Days]
    figures: dict[Slot, Decimal | None]
    lines: list[tuple[QuotaLine, Prorated]]
    relief: dict[int, Relief]


def derived(plan: QuotaPlan, days: Days | None = None) -> Derived:
    """`days`: of the months that start in them only; else of the whole plan.

    A team's own figure is what was planned for it, divided into months; a month in which a person
    is not there at all promises nothing.
    """
    rows = lines(plan)
    base = ground(plan, rows)
    months = [m for m in base.months if days is None or m.start in days]  # type: ignore[operator]
    figures: dict[Slot, Decimal | None] = {}
    people, freed = [], dict[int, Relief]()
    for line in rows:
        if line.planned is None:
            continue
        if line.team_id is not None:
            _add_team(figures, base, line, months)
        elif line.rep_id is not None:
            found = base.prorated(line)
            people.append((line, found))
            _add_person(figures, line, found, months)
            step = quantum(line.goal.measure, base.digits)
            lost = relief(*part_of(base, line, months), step)
            freed[line.parent_id or 0] = freed.get(line.parent_id or 0, Relief()) + lost
    return Derived(rows, base, months, figures, people, freed)


def part_of(base: Ground, line: QuotaLine, months: Iterable[Days]) -> tuple[Decimal, list[Piece]]:
    """What was planned for these months, and the pieces in them."""
    starts = {month.start for month in months}
    if line.planned is None:
        return Decimal(0), []
    planned = (m.amount for m in base.monthly(line.goal, line.planned) if m.start in starts)
    pieces = [piece for piece in base.pieces(line) if piece.period.start in starts]
    return sum(planned, Decimal(0)), pieces


def lines(plan: QuotaPlan) -> list[QuotaLine]:
    """All lines with their goal, holder and the line above, in a fixed order."""
    rows = QuotaLine.objects.filter(goal__plan=plan).select_related(
        "goal", "rep", "team", "territory", "parent__team", "parent__territory"
    )
    return list(rows.order_by("goal", "pk"))


def goal_of(row: PlanGoal) -> Goal:
    return Goal(row.measure, row.product_family, row.segment)


def reading(goal: Goal) -> tuple[int, str, str]:
    """Sorts goals as people read them: revenue first, the whole of a measure before its parts."""
    return quotas.facts.place(goal.measure), goal.product_family, goal.segment


def _add_team(
    figures: dict[Slot, Decimal | None], base: Ground, line: QuotaLine, months: list[Days]
) -> None:
    assert line.planned is not None
    assert line.team_id is not None
    starts = {m.start for m in months}
    for month in base.monthly(line.goal, line.planned):
        if month.start in starts:
            slot = Slot("team", line.team_id, goal_of(line.goal), month.start, month.end)
            figures[slot] = month.amount


def _add_person(
    figures: dict[Slot, Decimal | None], line: QuotaLine, found: Prorated, months: list[Days]
) -> None:
    """Several lines of one person add up; adjustments take no more than there is."""
    assert line.rep_id is not None
    for month in months:
        start, end = _ends(month)
        slot = Slot("rep", line.rep_id, goal_of(line.goal), start, end)
        part = found.within(month)
        known = figures.get(slot)
        if part.steps:
            figures[slot] = max((known or Decimal(0)) + part.amount, Decimal(0))
        else:
            figures.setdefault(slot, known)


def _ends(month: Days) -> tuple[date, date]:
    assert month.start is not None
    assert month.end is not None
    return month.start, month.end
