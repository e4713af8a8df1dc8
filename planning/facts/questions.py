"""A plan's line as the question that methods of allocation answer, with the months before."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from planning import words
from planning.core.allocation import Basis
from planning.core.reading.document import Past, Question
from planning.facts import lines
from planning.facts.basis import Ground, ground
from planning.facts.months import weights_of
from planning.models import PlanGoal, QuotaLine

ZERO = Decimal(0)


def question(goal: PlanGoal, line: QuotaLine) -> Question:
    """Who is below the line, by key: team:SLUG, territory:SLUG, rep:CRM-ID. Its figure is the
    total; 0 while none is known."""
    found = ground(goal)
    keys = {pk: key(row) for pk, row in found.rows.items()}
    return Question(
        line.planned or ZERO,
        tuple(_named(found.bases(line.pk), keys)),
        quantum=words.quantum(goal.measure),
        weights=tuple(weights_of(goal)),
        past=_past(found, line, keys),
    )


def key(row: QuotaLine) -> str:
    """As the command line names a holder."""
    kind = lines.key_of(row)[0]
    return f"{kind}:{lines.slug_of(row)}" if kind else "company"


def _past(found: Ground, line: QuotaLine, keys: Mapping[int, str]) -> Past | None:
    total = found.quotas.get(line.pk)
    if total is None:
        total = found.results[0].get(line.pk)
    if total is None:
        return None
    quantum = words.quantum(line.goal.measure)
    actual: dict[Hashable, Decimal | None] = {
        keys[row.pk]: found.results[0].get(row.pk) for row in found.below(line.pk)
    }
    return Past(total.quantize(quantum), tuple(_named(found.bases(line.pk, back=1), keys)), actual)


def _named(bases: Sequence[Basis], keys: Mapping[int, str]) -> list[Basis]:
    return [replace(one, id=keys[int(str(one.id))]) for one in bases]
