"""The lines of a goal: the company, then its teams and their people, or the territories of a model
and who sits there. Doing it again adds who is new, and takes away who is gone and has no figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from audit.services import log
from planning.facts import holders
from planning.facts.holders import Holder
from planning.facts.lines import key_of
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from planning.services.gate import drafted, one_act


@dataclass(frozen=True, slots=True)
class Laid:
    """How many lines came and went."""

    added: int = 0
    removed: int = 0


def lay_out(goal: PlanGoal) -> Laid:
    """Lines for whoever the plan rests on; figures of lines that stay are not touched."""
    plan = goal.plan
    wanted = holders.wanted(plan.days.lower, plan.days.upper, plan.territory_model_id)
    rows = list(goal.lines.all())
    places = {row.pk: _place(row, rows) for row in rows}
    known = {place: row for row in rows if (place := places[row.pk]) is not None}
    added = _add(goal, wanted, known)
    gone = [pk for pk, place in places.items() if place not in {one.path for one in wanted}]
    return Laid(added, _remove(gone))


def lay_out_all(*, by: Any, plan: QuotaPlan) -> Laid:
    """The same for every goal of a draft, when people came or went."""
    with one_act():
        row = drafted(plan.pk)
        found = [lay_out(goal) for goal in row.goals.all()]
        laid = Laid(sum(one.added for one in found), sum(one.removed for one in found))
        if laid != Laid():
            log(by=by, act="lay out", obj=row, after={"added": laid.added, "removed": laid.removed})
    return laid


def _add(goal: PlanGoal, wanted: Iterable[Holder], known: dict[holders.Path, QuotaLine]) -> int:
    """Level by level, so that each level is one statement."""
    levels: dict[int, list[Holder]] = {}
    for one in wanted:
        if one.path not in known:
            levels.setdefault(len(one.path), []).append(one)
    for _depth, level in sorted(levels.items()):
        made = QuotaLine.objects.bulk_create(
            QuotaLine(goal=goal, parent=known.get(one.path[:-1]), **_holder(one)) for one in level
        )
        known |= {one.path: row for one, row in zip(level, made, strict=True)}
    return sum(map(len, levels.values()))


def _remove(gone: Iterable[int]) -> int:
    """Nobody's figure is lost: only lines without any, nor anybody below, go."""
    rows = QuotaLine.objects.filter(pk__in=list(gone), planned=None, proposed=None, children=None)
    return rows.delete()[1].get("planning.QuotaLine", 0)


def _holder(one: Holder) -> Mapping[str, int]:
    kind, pk = one.path[-1]
    return {f"{kind}_id": pk} if kind else {}


def _place(row: QuotaLine, rows: list[QuotaLine]) -> holders.Path:
    """The path of a stored line, as `holders.wanted` gives it."""
    by_id = {one.pk: one for one in rows}
    path: list[tuple[str, int]] = []
    here: QuotaLine | None = row
    while here is not None:
        path.insert(0, key_of(here))
        here = by_id.get(here.parent_id) if here.parent_id else None
    return tuple(path)
