"""What each method would give to the lines below one, and how well it would have done last year."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext_noop

from planning import words
from planning.core.allocation import METHODS, Basis, Problem, Tried, backtest
from planning.facts.basis import Ground, ground
from planning.models import QuotaLine

HALF = Decimal("0.5")
UNKNOWN = gettext_noop("The figure to share out is not known yet.")


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a person says: the method, the part of history in the mix (0 to 1), weights by line, how
    much more than the figure is given out (0.05: a twentieth), and whether lines further below get
    theirs by the same method."""

    method: str
    mix: Decimal = HALF
    ratios: Mapping[int, Decimal] = field(default_factory=dict)
    padding: Decimal = Decimal(0)
    deep: bool = False

    def stored(self) -> dict[str, Any]:
        return {
            "mix": str(self.mix),
            "ratios": {str(pk): str(ratio) for pk, ratio in self.ratios.items()},
            "padding": str(self.padding),
            "deep": self.deep,
        }


def read_inputs(line: QuotaLine) -> Inputs | None:
    """What was said when a line was last allocated."""
    if not line.method or line.method not in METHODS:
        return None
    kept = line.method_inputs
    return Inputs(
        line.method,
        Decimal(kept.get("mix", "0.5")),
        {int(pk): Decimal(ratio) for pk, ratio in kept.get("ratios", {}).items()},
        Decimal(kept.get("padding", "0")),
        bool(kept.get("deep")),
    )


@dataclass(frozen=True)
class Preview:
    """`total` is what is given out. `amounts` by line, in the order of the tree; empty with
    `problems`, which name lines. `methods`: each on the same total; `tried`: each on the months
    before, best first, against `goal` of those months (the quota where one is known, else what was
    reached)."""

    ground: Ground
    total: Decimal | None
    children: list[Basis]
    amounts: dict[int, Decimal]
    problems: list[Problem]
    methods: dict[str, Tried]
    tried: list[Tried]
    goal: Decimal | None
    goal_is_quota: bool


def preview(line: QuotaLine, inputs: Inputs) -> Preview:
    found = ground(line.goal, inputs.ratios)
    quantum = words.quantum(line.goal.measure)
    total = given_out(line.planned, inputs.padding, quantum)
    children = found.bases(line.pk)
    methods = {slug: _of(slug, total, children, inputs, quantum) for slug in METHODS.slugs()}
    amounts, problems = shared(found, line, inputs, quantum)
    goal, is_quota = _past_goal(found, line.pk)
    tried = _tried(found, line.pk, goal, inputs, quantum)
    return Preview(found, total, children, amounts, problems, methods, tried, goal, is_quota)


def given_out(planned: Decimal | None, padding: Decimal, quantum: Decimal) -> Decimal | None:
    return None if planned is None else (planned * (1 + padding)).quantize(quantum, ROUND_HALF_UP)


def shared(
    found: Ground, line: QuotaLine, inputs: Inputs, quantum: Decimal
) -> tuple[dict[int, Decimal], list[Problem]]:
    """The figures of the lines below (all the way down when `deep`), or what is in the way."""
    amounts: dict[int, Decimal] = {}
    waiting = [(line.pk, given_out(line.planned, inputs.padding, quantum), inputs)]
    while waiting:
        pk, total, said = waiting.pop(0)
        answer = _of(said.method, total, found.bases(pk), said, quantum)
        if answer.problems:
            return {}, list(answer.problems)
        for row, amount in zip(found.below(pk), answer.quotas, strict=True):
            amounts[row.pk] = amount
            if inputs.deep and found.below(row.pk):
                waiting.append((row.pk, amount, replace(inputs, padding=Decimal(0))))
    return amounts, []


def _of(
    slug: str, total: Decimal | None, children: list[Basis], inputs: Inputs, quantum: Decimal
) -> Tried:
    if total is None:
        return Tried(slug, problems=(Problem(UNKNOWN),))
    method = METHODS[slug]
    if problems := method.problems(total, children, inputs.mix):
        return Tried(slug, problems=tuple(problems))
    return Tried(slug, tuple(method.shares(total, children, mix=inputs.mix, quantum=quantum)))


def _past_goal(found: Ground, pk: int) -> tuple[Decimal | None, bool]:
    """What was to be shared out in the months before."""
    if (quota := found.quotas.get(pk)) is not None:
        return quota, True
    return found.results[0].get(pk), False


def _tried(
    found: Ground, pk: int, goal: Decimal | None, inputs: Inputs, quantum: Decimal
) -> list[Tried]:
    if goal is None:
        return []
    actual: dict[Hashable, Decimal | None] = {
        row.pk: found.results[0].get(row.pk) for row in found.below(pk)
    }
    past = found.bases(pk, back=1)
    return backtest(goal.quantize(quantum), past, actual, mix=inputs.mix, quantum=quantum)
