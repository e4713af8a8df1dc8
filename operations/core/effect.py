"""Did it help? The same measure before and after, and what may be said of the difference.

Shares by Newcombe's interval of a difference, times by the normal interval of two means, both at
90 %: better or worse is said only where the interval leaves zero out. What changed at the same time
for other reasons is not told apart: there is no comparison group.
"""

from dataclasses import dataclass
from math import hypot
from typing import Literal

from kpis.core.bottlenecks.evidence import rise

LEAST = 20  # cases on either side
Verdict = Literal["better", "worse", "same", "few"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A share (`bad` of `cases`), or mean days with an interval."""

    bad: int
    cases: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """`change` below zero is better; None where too few cases are known."""

    verdict: Verdict
    change: float | None = None
    low: float | None = None
    high: float | None = None


def effect(before: Measure, after: Measure, *, days: bool) -> Effect:
    if min(before.cases, after.cases) < LEAST or before.value is None or after.value is None:
        return Effect("few")
    if days:
        change, low, high = _times(before, after)
    else:
        change, low, high = rise(after.bad, after.cases, before.bad, before.cases)
    verdict: Verdict = "better" if high < 0 else "worse" if low > 0 else "same"
    return Effect(verdict, change, low, high)


def _times(before: Measure, after: Measure) -> tuple[float, float, float]:
    change = (after.value or 0.0) - (before.value or 0.0)
    half = hypot(*(((m.high or 0.0) - (m.low or 0.0)) / 2 for m in (before, after)))
    return change, change - half, change + half
