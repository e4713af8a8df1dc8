"""What the methods answer to a question: the proposal, every method beside it, the back-test."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planning.core.allocation import METHODS, Problem, Tried, backtest
from planning.core.reading import Question
from planning.core.season import amounts


@dataclass(frozen=True, slots=True)
class Proposal:
    """`method` is the one asked for, else the best of the back-test that can answer, else None:
    then nothing is proposed and the methods stand beside each other. `methods`: what each gives,
    or its problems. `months`: of each child, when weights were given."""

    question: Question
    method: str | None
    methods: tuple[Tried, ...]
    tried: tuple[Tried, ...]
    months: tuple[tuple[Decimal, ...], ...] = ()

    @property
    def quotas(self) -> tuple[Decimal, ...]:
        return next((each.quotas for each in self.methods if each.slug == self.method), ())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the method that was asked for from answering."""
        return next((each.problems for each in self.methods if each.slug == self.method), ())


def proposed(question: Question) -> Proposal:
    methods = tuple(_answer(question, slug) for slug in METHODS.slugs())
    past = question.past
    tried = (
        tuple(
            backtest(
                past.total, past.children, past.actual, mix=question.mix, quantum=question.quantum
            )
        )
        if past
        else ()
    )
    able = {each.slug for each in methods if not each.problems}
    best = next((t.slug for t in tried if t.error is not None and t.slug in able), None)
    found = Proposal(question, question.method or best, methods, tried)
    if not question.weights:
        return found
    months = tuple(
        tuple(amounts(quota, question.weights, quantum=question.quantum)) for quota in found.quotas
    )
    return Proposal(question, found.method, methods, tried, months)


def document(found: Proposal) -> dict[str, Any]:
    """For scripts: amounts are numbers, whole in the smallest step of the question."""
    question = found.question
    ids = [child.id for child in question.children]
    return {
        "method": found.method,
        "total": float(question.total),
        "children": [
            {
                "id": child.id,
                "quota": float(quota),
                "locked": child.locked,
                "current": None if child.current is None else float(child.current),
                "prior": None if child.prior is None else float(child.prior),
                **({"months": list(map(float, found.months[i]))} if found.months else {}),
            }
            for i, (child, quota) in enumerate(zip(question.children, found.quotas, strict=False))
        ],
        "problems": words(found.problems),
        "methods": [_method(each, ids) for each in found.methods],
        "backtest": [
            _method(each, [child.id for child in question.past.children])
            | {"error": None if each.error is None else float(each.error)}
            for each in found.tried
            if question.past
        ],
    }


def _answer(question: Question, slug: str) -> Tried:
    method = METHODS[slug]
    problems = method.problems(question.total, question.children, question.mix)
    if problems:
        return Tried(slug, problems=tuple(problems))
    quotas = method.shares(
        question.total, question.children, mix=question.mix, quantum=question.quantum
    )
    return Tried(slug, tuple(quotas))


def _method(each: Tried, ids: Iterable[Hashable]) -> dict[str, Any]:
    quotas = dict(zip(ids, map(float, each.quotas), strict=False)) if each.quotas else None
    return {"method": each.slug, "quotas": quotas, "problems": words(each.problems)}


def words(problems: Iterable[Problem]) -> list[str]:
    """In English, with whom it is about."""
    return [
        f"{problem.text} ({', '.join(map(str, problem.ids))})" if problem.ids else problem.text
        for problem in problems
    ]
