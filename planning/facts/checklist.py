"""What publishing a plan would do: what is missing, what goes beyond, and whose quota changes."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import teams.facts
from kernel.dated import Days
from planning.core import figures as core
from planning.core.figures import Goal
from planning.core.relief import Relief
from planning.facts import limits, published, realism
from planning.facts.figures import Derived, derived, part_of, reading
from planning.facts.in_force import in_force
from planning.facts.limits import Beyond
from planning.models import Publication, QuotaPlan

type Names = dict[tuple[str, int], str]


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
    """`unknown`: people without an amount; `beyond`: with chances as kept last, and `unweighed`
    lines that have none as they are now; `same`: nothing differs from the last publication."""

    days: Days
    people: int
    unknown: list[str]
    beyond: list[Beyond]
    unweighed: int
    publications: list[Publication]
    changes: list[Changed]
    relieved: list[Relieved]
    same: bool


def checklist(plan: QuotaPlan, days: Days) -> Checklist:
    """Nothing is written, and no chance is worked out: publishing does that. `publications` of this
    plan, the last first."""
    found, weighed = derived(plan, days), realism.weighed(plan)
    every = list(published.publications())
    own = sorted((one for one in every if one.plan_id == plan.pk), key=_number, reverse=True)
    standing = published.standing(every)
    told = {slot: amount for slot, amount in standing.items() if slot.start in days}
    before = told or in_force(found.figures)
    return Checklist(
        days=days,
        people=len({line.rep_id for line, _ in found.lines}),
        unknown=sorted({row.rep.name for row in found.rows if row.rep and row.planned is None}),
        beyond=limits.kept(weighed, found.rows),
        unweighed=weighed.behind,
        publications=own,
        changes=changed(before, found.figures, _names(found)),
        relieved=_relieved(found),
        same=bool(own) and own[0].digest == core.digest(found.figures),
    )


def _number(one: Publication) -> int:
    return one.number


def _names(found: Derived) -> Names:
    """Of those who have a line."""
    rows = found.rows
    people: Names = {("rep", row.rep.pk): row.rep.name for row in rows if row.rep}
    return people | {("team", row.team.pk): row.team.name for row in rows if row.team}


def changed(before: core.Figures, after: core.Figures, known: Names | None = None) -> list[Changed]:
    """By holder and goal, people first, by name; what is the same is left out. `known`: names that
    need not be asked for."""
    sums: dict[tuple[str, int, Goal], list[Decimal | None]] = defaultdict(lambda: [None, None])
    for one in core.differences(before, after):
        sums[one.slot.kind, one.slot.holder_id, one.slot.goal] = [None, None]
    for side, figures in enumerate((before, after)):
        for slot, amount in figures.items():
            key = slot.kind, slot.holder_id, slot.goal
            if key in sums and amount is not None:
                sums[key][side] = (sums[key][side] or Decimal(0)) + amount
    names = dict(known or {})
    names |= names_of({(kind, pk) for kind, pk, _goal in sums} - names.keys())
    rows = [
        Changed(kind, pk, names.get((kind, pk), ""), goal, *sides)
        for (kind, pk, goal), sides in sums.items()
    ]
    return sorted(rows, key=lambda one: (one.kind, one.name, reading(one.goal)))


def names_of(holders: set[tuple[str, int]]) -> Names:
    found: Names = {}
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
        planned[line.parent_id or 0] += part_of(found.ground, line, found.months)[0]
        name = str(parent.team or parent.territory or "") if parent else ""
        above[line.parent_id or 0] = (name, Goal(goal.measure, goal.product_family, goal.segment))
    return [
        Relieved(*above[pk], planned[pk], relief)
        for pk, relief in found.relief.items()
        if relief.total
    ]
