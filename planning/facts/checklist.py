"""What publishing a plan would do: what is missing, what goes beyond, and whose quota changes."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import teams.facts
from kernel.dated import Days
from planning.core import figures as core
from planning.core.figures import Goal
from planning.core.relief import Relief
from planning.facts import published
from planning.facts.figures import Derived, derived
from planning.facts.limits import Beyond, beyond
from planning.models import Publication, QuotaLine, QuotaPlan


@dataclass(frozen=True, slots=True)
class Changed:
    """A holder's whole over the months that are published; `slug` is None for a team."""

    kind: str
    holder_id: int
    name: str
    goal: Goal
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Relieved:
    """What is freed below a line: nobody is asked to reach it."""

    name: str
    goal: Goal
    planned: Decimal
    relief: Relief


@dataclass(frozen=True)
class Checklist:
    """`unknown`: people without an amount; `same`: nothing differs from the last publication."""

    days: Days
    people: int
    unknown: list[str]
    beyond: list[Beyond]
    changes: list[Changed]
    relieved: list[Relieved]
    same: bool


def checklist(plan: QuotaPlan, days: Days) -> Checklist:
    """Nothing is written."""
    found = derived(plan, days)
    standing = published.standing(Publication.objects.all())
    before = {slot: amount for slot, amount in standing.items() if slot.start in days}
    last = plan.publications.order_by("-number").first()
    rows = QuotaLine.objects.filter(goal__plan=plan, rep__isnull=False, planned=None)
    return Checklist(
        days=days,
        people=len({line.rep_id for line, _ in found.lines}),
        unknown=sorted(set(rows.values_list("rep__name", flat=True))),
        beyond=beyond(plan),
        changes=changed(before, found.figures),
        relieved=_relieved(found),
        same=last is not None and last.digest == core.digest(found.figures),
    )


def changed(before: core.Figures, after: core.Figures) -> list[Changed]:
    """By holder and goal, people first, by name; what is the same is left out."""
    sums: dict[tuple[str, int, Goal], list[Decimal | None]] = defaultdict(lambda: [None, None])
    for one in core.differences(before, after):
        sums[one.slot.kind, one.slot.holder_id, one.slot.goal] = [None, None]
    for side, figures in enumerate((before, after)):
        for slot, amount in figures.items():
            key = slot.kind, slot.holder_id, slot.goal
            if key in sums and amount is not None:
                sums[key][side] = (sums[key][side] or Decimal(0)) + amount
    names = names_of({(kind, pk) for kind, pk, _goal in sums})
    rows = [
        Changed(kind, pk, names.get((kind, pk), ""), goal, *sides)
        for (kind, pk, goal), sides in sums.items()
    ]
    return sorted(rows, key=lambda one: (one.kind, one.name, one.goal))


def names_of(holders: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    found = {}
    for kind in ("rep", "team"):
        ids = [pk for what, pk in holders if what == kind]
        scopes = teams.facts.scopes_of(kind, ids) if ids else {}
        found |= {(kind, pk): scope.name for pk, scope in scopes.items()}
    return found


def _relieved(found: Derived) -> list[Relieved]:
    planned: dict[int, Decimal] = defaultdict(Decimal)
    above: dict[int, tuple[str, Goal]] = {}
    for line, _amounts in found.lines:
        parent, goal = line.parent, line.goal
        planned[line.parent_id or 0] += line.planned or 0
        name = str(parent.team or parent.territory or "") if parent else ""
        above[line.parent_id or 0] = (name, Goal(goal.measure, goal.product_family, goal.segment))
    return [
        Relieved(*above[pk], planned[pk], relief)
        for pk, relief in found.relief.items()
        if relief.total
    ]
