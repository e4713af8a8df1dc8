"""Whether goals ask alike of all: quota against potential, and what attainment goes with.

penetration = result ÷ potential beside attainment = result ÷ quota: who "missed" may have taken
twice the share of their market (Zoltners; universalsalestruths.com). If goals are fair, attainment
has nothing to do with the size of the territory, tenure or the past: Pearson's r is about 0.
|r| > 0.4 with ten people or more is flagged; with fewer r says too little to be flagged.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

FLAG, ENOUGH = 0.4, 10
TRAITS = ("prior", "potential", "tenure")


@dataclass(frozen=True, slots=True)
class Person:
    """None is unknown. `tenure` in months; `prior`: result of the year before."""

    id: Hashable
    quota: float | None
    result: float | None = None
    potential: float | None = None
    prior: float | None = None
    tenure: float | None = None

    @property
    def attainment(self) -> float | None:
        return _ratio(self.result, self.quota)

    @property
    def penetration(self) -> float | None:
        return _ratio(self.result, self.potential)

    @property
    def burden(self) -> float | None:
        """Quota ÷ potential: how much of the market is asked for."""
        return _ratio(self.quota, self.potential)


@dataclass(frozen=True, slots=True)
class Correlation:
    """Of attainment with a trait over `n` people of whom both are known; r None: too few, or no
    differences."""

    trait: str
    r: float | None
    n: int

    @property
    def flagged(self) -> bool:
        return self.r is not None and self.n >= ENOUGH and abs(self.r) > FLAG


@dataclass(frozen=True, slots=True)
class Spread:
    """Of quota ÷ potential: `variation` = sample standard deviation ÷ mean; `times` = highest ÷
    lowest."""

    n: int
    mean: float
    lowest: float
    highest: float
    variation: float
    times: float | None


def correlations(people: Sequence[Person], traits: Sequence[str] = TRAITS) -> list[Correlation]:
    found = []
    for trait in traits:
        pairs = [
            (p.attainment, value)
            for p in people
            if p.attainment is not None and (value := getattr(p, trait)) is not None
        ]
        found.append(Correlation(trait, pearson(pairs), len(pairs)))
    return found


def spread(people: Sequence[Person]) -> Spread | None:
    """None with fewer than two people whose potential is known."""
    burdens = [p.burden for p in people if p.burden is not None]
    if len(burdens) < 2 or not any(burdens):
        return None
    mean, low, high = fmean(burdens), min(burdens), max(burdens)
    return Spread(
        len(burdens), mean, low, high, stdev(burdens) / mean, high / low if low > 0 else None
    )


def pearson(pairs: Sequence[tuple[float, float]]) -> float | None:
    """r = Σ (x − x̄)(y − ȳ) ÷ √(Σ (x − x̄)² Σ (y − ȳ)²); None below three pairs, or where one side
    is all alike."""
    if len(pairs) < 3:
        return None
    xs, ys = [x for x, _y in pairs], [y for _x, y in pairs]
    mx, my = fmean(xs), fmean(ys)
    sxx, syy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    tiny = 1e-18
    if sxx <= tiny * mx * mx or syy <= tiny * my * my:
        return None
    r = sum((x - mx) * (y - my) for x, y in pairs) / sqrt(sxx * syy)
    return min(max(r, -1.0), 1.0)


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below is not None and below > 0 else None
