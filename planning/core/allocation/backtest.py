"""Each method on a year that is over: what it would have asked, beside what was then sold.

error = Σ |actual − q| ÷ Σ q, over those whose result is known; the least is best. A year in which
the whole missed its goal adds the same to every method, so the order stays fair.
Idea of an absolute quota error: "Set Better Quotas" (Laimoon courses).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kernel.registry import Registry
from planning.core.allocation.method import CENT, HALF, Basis, Method, Problem


@dataclass(frozen=True, slots=True)
class Tried:
    """`quotas` in the order of the children, empty with `problems`; `error` is a share of the
    quotas, None where it cannot be known."""

    slug: str
    quotas: tuple[Decimal, ...] = ()
    error: Decimal | None = None
    problems: tuple[Problem, ...] = ()


def ranked(
    methods: Registry[Method],
    total: Decimal,
    children: Sequence[Basis],
    actual: Mapping[Hashable, Decimal | None],
    *,
    mix: Decimal = HALF,
    quantum: Decimal = CENT,
) -> list[Tried]:
    """`children` as they were known before that year, `total` its goal; locks do not count.

    Best first; methods that could not be tried come last.
    """
    free = [replace(child, locked=False) for child in children]
    found = [_tried(slug, m, total, free, actual, mix, quantum) for slug, m in methods.items()]
    return sorted(found, key=lambda t: (t.error is None, t.error or 0, bool(t.problems), t.slug))


def error(quotas: Sequence[Decimal], actual: Sequence[Decimal | None]) -> Decimal | None:
    """Unknown without anybody whose quota and result are known, or where quotas are all 0."""
    known = [(q, a) for q, a in zip(quotas, actual, strict=True) if a is not None]
    whole = sum((q for q, _a in known), Decimal(0))
    return sum((abs(a - q) for q, a in known), Decimal(0)) / whole if whole > 0 else None


def _tried(
    slug: str,
    method: Method,
    total: Decimal,
    children: Sequence[Basis],
    actual: Mapping[Hashable, Decimal | None],
    mix: Decimal,
    quantum: Decimal,
) -> Tried:
    if problems := method.problems(total, children, mix):
        return Tried(slug, problems=tuple(problems))
    quotas = method.shares(total, children, mix=mix, quantum=quantum)
    return Tried(slug, tuple(quotas), error(quotas, [actual.get(c.id) for c in children]))
