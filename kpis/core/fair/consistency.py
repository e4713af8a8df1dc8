"""K47 Consistency: how alike a person's past periods are, and how high.

1 − min(1, sd/mean) of attainment over up to eight past periods, at least four, mean above 0.2.
A standard deviation of few periods is itself chance, so its square is drawn to the peers' mean
square as if four more periods like theirs had been seen: a mean of variances weighted by degrees
of freedom, as in Smyth (2004), Stat. Applications in Genetics and Molecular Biology 3, article 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median
from typing import Literal

PERIODS = 8
LEAST_PERIODS = 4
LEAST_MEAN = 0.2
LIKE_PERIODS = 4

Quadrant = Literal["high_steady", "high_varied", "low_steady", "low_varied"]


@dataclass(frozen=True)
class Steadiness:
    """`spread` is the standard deviation, drawn to the peers; `quadrant` against their medians."""

    level: float
    spread: float
    score: float
    worst: float
    quadrant: Quadrant


def steadiness(past: Mapping[int, Sequence[float]]) -> dict[int, Steadiness]:
    """By person, for those with enough periods; `past` has known values only, oldest first."""
    kept = {who: list(values)[-PERIODS:] for who, values in past.items()}
    kept = {
        who: values
        for who, values in kept.items()
        if len(values) >= LEAST_PERIODS and fmean(values) > LEAST_MEAN
    }
    if not kept:
        return {}
    usual = fmean(_variance(values) for values in kept.values())
    spreads = {who: _spread(values, usual) for who, values in kept.items()}
    level = median(fmean(values) for values in kept.values())
    wide = median(spreads.values())
    return {
        who: Steadiness(
            fmean(values),
            spreads[who],
            1 - min(1.0, spreads[who] / fmean(values)),
            min(values),
            _quadrant(fmean(values) >= level, spreads[who] <= wide),
        )
        for who, values in kept.items()
    }


def _variance(values: Sequence[float]) -> float:
    """Plain floats: the exact fractions of `statistics` cost more than all the rest."""
    mean = fmean(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _spread(values: Sequence[float], usual: float) -> float:
    free = len(values) - 1
    return sqrt((free * _variance(values) + LIKE_PERIODS * usual) / (free + LIKE_PERIODS))


def _quadrant(high: bool, steady: bool) -> Quadrant:
    if high:
        return "high_steady" if steady else "high_varied"
    return "low_steady" if steady else "low_varied"
