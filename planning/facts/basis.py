"""What a method of allocation goes by: for each line below another its result, growth, potential.

Results come from `planning.facts.results`; where a team's or territory's is not kept, it is the sum
of what is known below it, and unknown with a result below it that is not wholly known. Potential is
that of accounts by their owner or, in a plan that rests on territories, by the territory.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Sum

import crm.facts
import teams.facts
import territories.facts.models as models
from kernel.periods import Period
from planning.core.allocation import Basis
from planning.facts import lines, results
from planning.facts.lines import Key
from planning.facts.results import Before
from planning.models import PlanGoal, QuotaLine
from territories.facts.sizes import rolled_up, sizes

type Amounts = Mapping[int, Decimal | None]  # by line


@dataclass(frozen=True)
class Ground:
    """All lines of a goal with what is known of them, read once whatever is allocated.

    `spans`: the months before, those before them, and once more: what is back-tested is the first,
    by what the other two say.
    """

    rows: Mapping[int, QuotaLine]
    spans: tuple[Sequence[Period], ...]
    results: tuple[Amounts, ...]
    quotas: Amounts
    potential: Amounts
    ratios: Mapping[int, Decimal] = field(default_factory=dict)

    def below(self, pk: int) -> list[QuotaLine]:
        return [row for row in self.rows.values() if row.parent_id == pk]

    def bases(self, pk: int, back: int = 0) -> list[Basis]:
        """Of the lines below one; `back` 1: as they were known a year earlier."""
        now, before = self.results[back], self.results[back + 1]
        return [
            Basis(
                id=row.pk,
                prior=now.get(row.pk),
                growth=_less(now.get(row.pk), before.get(row.pk)),
                potential=self.potential.get(row.pk),
                ratio=self.ratios.get(row.pk),
                current=row.planned,
                locked=row.locked,
            )
            for row in self.below(pk)
        ]


def bases(line: QuotaLine) -> list[Basis]:
    """Of the lines below one."""
    return ground(line.goal).bases(line.pk)


def ground(goal: PlanGoal, ratios: Mapping[int, Decimal] | None = None) -> Ground:
    rows = {row.pk: row for row in lines.rows(goal.pk)}
    spans = _spans(goal)
    known = [results.before(goal, months) for months in spans]
    reached = tuple(_results(rows, one) for one in known)
    asked = results.quotas_before(goal, spans[0], known[0])
    quotas = rolled(_parents(rows), {pk: asked.get(lines.key_of(row)) for pk, row in rows.items()})
    return Ground(rows, spans, reached, quotas, _potentials(goal, rows), ratios or {})


def _spans(goal: PlanGoal) -> tuple[Sequence[Period], ...]:
    calendar, days = teams.facts.company().calendar, goal.plan.days
    spans = [results.months_before(days.lower, days.upper)]
    n = len(spans[0])
    for _year in range(2):
        spans.append([calendar.back(month, n) for month in spans[-1]])
    return tuple(spans)


def _results(rows: Mapping[int, QuotaLine], known: Mapping[Key, Before]) -> Amounts:
    here = {pk: before for pk, row in rows.items() if (before := known.get(lines.key_of(row)))}
    unknown = frozenset(pk for pk, before in here.items() if before.is_unknown)
    return rolled(_parents(rows), {pk: before.result for pk, before in here.items()}, unknown)


def rolled(
    parents: Mapping[int, int | None], own: Amounts, unknown: Set[int] = frozenset()
) -> Amounts:
    """What is known of a line itself, else the sum of what is known below it; nothing where one of
    them is unknown. `parents`: of every line the one above."""
    found, missing = dict(own), set(unknown)
    children: dict[int | None, list[int]] = {}
    for pk, parent in parents.items():
        children.setdefault(parent, []).append(pk)

    def of(pk: int) -> Decimal | None:
        if found.get(pk) is None and pk not in missing:
            below = [amount for child in children.get(pk, ()) if (amount := of(child)) is not None]
            if missing.intersection(children.get(pk, ())):
                missing.add(pk)
            found[pk] = sum(below, Decimal(0)) if below and pk not in missing else None
        return found.get(pk)

    return {pk: of(pk) for pk in parents}


def _parents(rows: Mapping[int, QuotaLine]) -> dict[int, int | None]:
    return {pk: row.parent_id for pk, row in rows.items()}


def _potentials(goal: PlanGoal, rows: Mapping[int, QuotaLine]) -> Amounts:
    """Potential is money a year: it says nothing of units or customers."""
    if goal.measure != "revenue":
        return dict.fromkeys(rows)
    model = goal.plan.territory_model
    if model is None:
        owned = crm.facts.accounts().filter(potential__isnull=False).order_by()
        known = dict(owned.values_list("owner").annotate(total=Sum("potential")))
        return rolled(_parents(rows), {pk: known.get(row.rep_id) for pk, row in rows.items()})
    places = {one.id: one.parent_id for one in models.territories_of(model.pk)}
    day = models.day_of(model, teams.facts.today())
    worth = rolled_up(sizes(model, day), places)
    own = {pk: worth[row.territory_id].potential for pk, row in rows.items() if row.territory_id}
    return rolled(_parents(rows), own)


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before
