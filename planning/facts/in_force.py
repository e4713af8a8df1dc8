"""Quotas that were in force, cut into the months of a plan by their working days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

import quotas.facts
import teams.facts
from kernel.money import split
from planning.core.figures import Goal, Slot

QUANTUM = Decimal("0.01")


def in_force(slots: Iterable[Slot], known: datetime | None = None) -> dict[Slot, Decimal | None]:
    """What was promised in these months, now or as known at a moment; absent: nothing was."""
    wanted: dict[tuple[str, int, Goal], list[Slot]] = defaultdict(list)
    for slot in sorted(slots):
        wanted[slot.kind, slot.holder_id, slot.goal].append(slot)
    found: dict[Slot, Decimal | None] = {}
    if not wanted:
        return found
    every = [slot for each in wanted.values() for slot in each]
    days = min(s.start for s in every), max(s.end for s in every)
    for row in quotas.facts.quotas(known).filter(valid__overlap=days):
        goal = Goal(row.measure, row.product_family, row.segment)
        kind, holder = ("rep", row.rep_id) if row.rep_id else ("team", row.team_id)
        own = wanted.get((kind, holder or 0, goal), ())
        for slot, part in _parts(row.amount, row.valid.lower, row.valid.upper, own):
            found[slot] = (found.get(slot) or Decimal(0)) + part
    return found


def _parts(
    amount: Decimal, start: date, end: date, slots: Iterable[Slot]
) -> list[tuple[Slot, Decimal]]:
    """The parts that fall into the months; what is outside them is left out."""
    touched = [s for s in slots if s.start < end and start < s.end]
    edges = [(max(s.start, start), min(s.end, end)) for s in touched]
    workdays = teams.facts.company().calendar.workdays_between
    inside = [Decimal(workdays(*edge)) for edge in edges]
    weights = [*inside, max(Decimal(workdays(start, end)) - sum(inside), Decimal(0))]
    if not any(weights):
        return []
    return list(zip(touched, split(amount, weights, QUANTUM), strict=False))
