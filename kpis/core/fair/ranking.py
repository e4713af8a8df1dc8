"""Who gets a rank, and why not. A rank that chance may have made is not shown.

K48: the chance to be in the top or the bottom third of the peers, from seeded draws of everybody's
true level as the estimates leave it open. Goldstein, Spiegelhalter (1996), JRSS A 159, 385-443:
a rank from point estimates alone hides how little it is sure of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kpis.core.fair.shrinkage import Fit

Refused = Literal["", "unknown", "few_peers", "no_difference", "unreliable"]
LEAST_RELIABILITY = 0.5
DRAWS, SEED = 1000, 48


@dataclass(frozen=True)
class Place:
    """Rank 1 is best, among `of` who have one."""

    rank: int | None = None
    of: int = 0
    refused: Refused = ""


@dataclass(frozen=True)
class Thirds:
    """Chances between 0 and 1; None where there is no rank either."""

    top: float | None = None
    bottom: float | None = None


def places(fit: Fit, *, lower_is_better: bool = False) -> list[Place]:
    """In the order of the estimates. Equal estimates share the better rank."""
    if not fit.differ or fit.between <= 0:
        return [Place(refused="no_difference") for _ in fit.estimates]
    sure = [e.value for e in fit.estimates if e.reliability >= LEAST_RELIABILITY]
    alone = Place(refused="few_peers")
    return [
        (Place(1 + _ahead(sure, e.value, lower_is_better), len(sure)) if len(sure) > 1 else alone)
        if e.reliability >= LEAST_RELIABILITY
        else Place(refused="unreliable")
        for e in fit.estimates
    ]


def thirds(fit: Fit, *, lower_is_better: bool = False) -> list[Thirds]:
    """In the order of the estimates; a third of n people is n ÷ 3, rounded."""
    ranks, n = places(fit, lower_is_better=lower_is_better), len(fit.estimates)
    if all(place.rank is None for place in ranks):
        return [Thirds()] * n
    sign = -1 if lower_is_better else 1
    middles = np.array([sign * e.lead for e in fit.estimates])
    errors = np.array([e.error for e in fit.estimates])
    drawn = np.random.default_rng(SEED).normal(middles, errors, size=(DRAWS, n))
    size = max(round(n / 3), 1)
    edges = np.partition(drawn, [size - 1, n - size], axis=1)
    top = (drawn >= edges[:, [n - size]]).mean(axis=0)
    bottom = (drawn <= edges[:, [size - 1]]).mean(axis=0)
    return [
        Thirds() if place.rank is None else Thirds(float(high), float(low))
        for place, high, low in zip(ranks, top, bottom, strict=True)
    ]


def _ahead(values: Sequence[float], mine: float, lower_is_better: bool) -> int:
    return sum(v < mine if lower_is_better else v > mine for v in values)
