"""Funnel plot of shares: how far a result may be from the peers' rate by chance, given its cases.

Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, recommends it over league tables. Shares
are judged on the scale of arcsin √p, where n cases have the variance 1/(4n) whatever p is
(Spiegelhalter and others 2012, JRSS A 175, 1-47, section 3), so limits stay between 0 and 1.

People usually differ more than chance alone would make them (over-dispersion). The variance that
peers have anyway is added to the limits: by moments over z-scores of which the outer tenth at
either end is drawn in, so that the odd one out does not widen the limits that show it
(Spiegelhalter 2005, Quality and Safety in Health Care 14, 347-351).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, pi, sin, sqrt
from typing import Literal

import numpy as np

from kpis.core.fair.shrinkage import LEAST_PEERS

WARNING, ALARM = 1.959964, 3.090232  # 95 % and 99.8 %, both sides
DRAWN_IN = 0.1

Where = Literal["inside", "outside_95", "outside_998"]


@dataclass(frozen=True, slots=True)
class Spot:
    """One person's share of `n` cases, and on which side of which limits it lies."""

    person: int
    n: float
    share: float
    where: Where


@dataclass(frozen=True, slots=True)
class Funnel:
    """`extra` is the variance that peers have anyway, on the scale of arcsin √p."""

    rate: float
    extra: float
    spots: tuple[Spot, ...]

    def limits(self, n: float, z: float) -> tuple[float, float]:
        """Between which shares of `n` cases are usual, `z` standard errors to either side."""
        return limits(self.rate, self.extra, n, z)


def funnel(people: Sequence[int], shares: Sequence[float], n: Sequence[float]) -> Funnel | None:
    """Around the pooled rate of all. None with too few people, or where all or nothing was won."""
    total = sum(n)
    if len(people) < LEAST_PEERS or min(n) <= 0:
        return None
    rate = sum(share * m for share, m in zip(shares, n, strict=True)) / total
    if not 0 < rate < 1:
        return None
    extra = _extra(rate, shares, n)
    return Funnel(
        rate,
        extra,
        tuple(
            Spot(who, m, share, _where(share, rate, extra, m))
            for who, share, m in zip(people, shares, n, strict=True)
        ),
    )


def limits(rate: float, extra: float, n: float, z: float) -> tuple[float, float]:
    middle, width = asin(sqrt(rate)), z * sqrt(1 / (4 * n) + extra)
    return sin(max(middle - width, 0.0)) ** 2, sin(min(middle + width, pi / 2)) ** 2


def _extra(rate: float, shares: Sequence[float], n: Sequence[float]) -> float:
    """max(0, (Σz² − (k − 1)) ÷ (Σw − Σw²/Σw)) with weights w = 4n."""
    weights = 4 * np.asarray(n, dtype=float)
    z = (np.arcsin(np.sqrt(np.asarray(shares))) - asin(sqrt(rate))) * np.sqrt(weights)
    low, high = np.quantile(z, [DRAWN_IN, 1 - DRAWN_IN])
    q = float((np.clip(z, low, high) ** 2).sum())
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(0.0, (q - (len(n) - 1)) / room)


def _where(share: float, rate: float, extra: float, n: float) -> Where:
    for z, name in ((ALARM, "outside_998"), (WARNING, "outside_95")):
        low, high = limits(rate, extra, n, z)
        if not low <= share <= high:
            return name  # type: ignore[return-value]
    return "inside"
