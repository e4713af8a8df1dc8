"""How attainment is spread over people: bands, shares, two humps, and how few carry the whole.

Attainment = result ÷ quota, a share of 1, of people with a quota; others are left out.
Bands are half-open: exactly 100 % is in the band that starts there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import inf
from statistics import fmean, median, stdev

UPPER = (0.5, 0.8, 1.0, 1.2, inf)  # ends of the bands; the last has none
TWO_HUMPS, ENOUGH = 5 / 9, 10  # the coefficient of a flat distribution; people
FEW_CARRY, ENOUGH_TO_CARRY = 0.5, 5


@dataclass(frozen=True, slots=True)
class Band:
    low: float
    high: float
    people: int


@dataclass(frozen=True, slots=True)
class Attainment:
    """`at_quota`, `near`: shares of people at 100 % and at 80 % or more. `sd`: of the sample, None
    of one. `two_humps`: Sarle's coefficient, above 5/9 with ten people or more is `bimodal`.
    `top_two`: their part of the whole result; more than half with five people or more is
    `concentrated`."""

    people: int
    mean: float
    middle: float
    sd: float | None
    at_quota: float
    near: float
    bands: tuple[Band, ...]
    two_humps: float | None
    top_two: float | None

    @property
    def bimodal(self) -> bool:
        return self.people >= ENOUGH and (self.two_humps or 0) > TWO_HUMPS

    @property
    def concentrated(self) -> bool:
        return self.people >= ENOUGH_TO_CARRY and (self.top_two or 0) > FEW_CARRY


def attainment(result: Decimal | None, quota: Decimal | None) -> Decimal | None:
    """Unknown without a result or a quota above 0. The measure that is credited is part of the
    question: the same person may be at 113 % with contract values and at 70 % of recurring ones.
    """
    return result / quota if result is not None and quota is not None and quota > 0 else None


def distribution(
    attained: Sequence[float], results: Sequence[float] | None = None
) -> Attainment | None:
    """None without people. `results`: what each sold, in any order, for the concentration."""
    if not attained:
        return None
    n = len(attained)
    return Attainment(
        n,
        fmean(attained),
        median(attained),
        stdev(attained) if n > 1 else None,
        sum(a >= 1 for a in attained) / n,
        sum(a >= UPPER[1] for a in attained) / n,
        tuple(bands(attained)),
        two_humps(attained),
        top_share(results) if results is not None else None,
    )


def bands(attained: Sequence[float], upper: Sequence[float] = UPPER) -> list[Band]:
    """Every person in exactly one; a negative attainment is in the first."""
    ends = [-inf, *upper]
    return [
        Band(max(low, 0.0), high, sum(low <= a < high for a in attained))
        for low, high in pairwise(ends)
    ]


def two_humps(values: Sequence[float]) -> float | None:
    """(g₁² + 1) ÷ (g₂ + 3 (n − 1)² ÷ ((n − 2)(n − 3))), with sample skewness and excess kurtosis.

    Sarle's coefficient of bimodality: SAS/STAT User's Guide, The CLUSTER Procedure; Pfister and
    others (2013), Frontiers in Psychology 4, 700. 5/9 for a flat distribution, 1/3 for a normal.
    Skewed distributions with one hump can pass 5/9 too: it is a hint. None below four or all alike.
    """
    n = len(values)
    mean = fmean(values) if values else 0.0
    second = sum((v - mean) ** 2 for v in values) / n if n else 0.0
    if n < 4 or second <= 1e-18 * max(mean * mean, 1e-300):
        return None
    third = sum((v - mean) ** 3 for v in values) / n / second**1.5
    fourth = sum((v - mean) ** 4 for v in values) / n / second**2 - 3
    skew = third * (n * (n - 1)) ** 0.5 / (n - 2)
    excess = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * fourth + 6)
    return (skew**2 + 1) / (excess + 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))


def top_share(results: Sequence[float], top: int = 2) -> float | None:
    """The part that the best `top` have of what all sold; unknown when nothing was sold."""
    whole = sum(results)
    return sum(sorted(results, reverse=True)[:top]) / whole if whole > 0 else None
