"""The middle half of a set of results, for the strip of dots."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Distribution:
    low: float
    middle: float
    high: float


def distribution(values: Sequence[float]) -> Distribution | None:
    """Quartiles, interpolated (Hyndman, Fan 1996, type 7); None below two values."""
    if len(values) < 2:
        return None
    return Distribution(*quantiles(values, n=4, method="inclusive"))
