"""Two plans beside each other, holder by holder: what each is to reach in either."""

from dataclasses import dataclass
from decimal import Decimal

from planning.facts import lines
from planning.facts.lines import Key
from planning.models import PlanGoal, QuotaLine, QuotaPlan


@dataclass(frozen=True, slots=True)
class Beside:
    """A holder in both plans; None: no figure, or no line at all. `kind`: "" the company, team,
    territory or rep; `depth` in the plan compared."""

    key: Key
    name: str
    depth: int
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Rows in the order of the plan after; who is only in the one before comes last."""

    rows: list[Beside]

    @property
    def people(self) -> list[Beside]:
        return [row for row in self.rows if row.key[0] == "rep"]

    @property
    def changed(self) -> list[Beside]:
        return [row for row in self.people if row.before != row.after]


def compare(before: PlanGoal, after: PlanGoal) -> Comparison:
    """Territories are the same when their short names are; a person who stands at several places
    counts with the sum of them. Two questions."""
    old, new = _by_holder(before), _by_holder(after)
    keys = [*new, *(key for key in old if key not in new)]
    rows = [
        Beside(
            (new.get(key) or old[key]).key,
            (new.get(key) or old[key]).name,
            (new.get(key) or old[key]).depth,
            old[key].amount if key in old else None,
            new[key].amount if key in new else None,
        )
        for key in keys
    ]
    return Comparison(rows)


def same_goal(plan: QuotaPlan, goal: PlanGoal) -> PlanGoal | None:
    """The goal of another plan that measures the same."""
    return plan.goals.filter(
        measure=goal.measure, product_family=goal.product_family, segment=goal.segment
    ).first()


@dataclass(slots=True)
class _Held:
    key: Key
    name: str
    depth: int
    amount: Decimal | None


def _by_holder(goal: PlanGoal) -> dict[tuple[str, str], _Held]:
    rows = {row.pk: row for row in lines.rows(goal.pk)}
    found: dict[tuple[str, str], _Held] = {}
    for row in _in_order(rows):
        kind, _pk = key = lines.key_of(row)
        held = _Held(key, lines.name_of(row), _depth(rows, row), row.planned)
        known = found.setdefault((kind, lines.slug_of(row)), held)
        if known is not held and row.planned is not None:
            known.amount = (known.amount or Decimal(0)) + row.planned
    return found


def _in_order(rows: dict[int, QuotaLine]) -> list[QuotaLine]:
    """Parents before their children."""
    children: dict[int | None, list[QuotaLine]] = {}
    for row in rows.values():
        children.setdefault(row.parent_id, []).append(row)
    order, waiting = list[QuotaLine](), children.get(None, [])
    while waiting:
        row = waiting.pop(0)
        order.append(row)
        waiting = [*children.get(row.pk, []), *waiting]
    return order


def _depth(rows: dict[int, QuotaLine], row: QuotaLine) -> int:
    depth = 0
    while row.parent_id:
        row, depth = rows[row.parent_id], depth + 1
    return depth
