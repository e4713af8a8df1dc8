"""Which month brings how much of a year: learned from past years, or typed.

1. Centred moving average over one year, CMA; for an even number of seasons with half weights at
   both ends: (x₋₂/2 + x₋₁ + x₀ + x₁ + x₂/2) ÷ 4 for quarters. It holds the trend and no season.
2. Ratio x ÷ CMA, its mean by season, scaled so that the indices add up to the number of seasons.
3. With one year there is no CMA: the ratio is to the mean of the year, drawn half-way and more to
   1: (k · raw + 2) ÷ (k + 2), with k = 1 year. With less than a year every season is alike.

Nothing is rounded before the last step. Source: HP-12C Solutions Handbook, "Seasonal variation
factors based on centered moving averages".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kernel.money import split

MONTHS = 12
LIKE_YEARS = 2  # an index is drawn to 1 as if so many years without any season had been seen
ENOUGH = 2  # years from which on the past is believed as it is
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Season:
    """`indices` add up to their number; 1 is an average season. `years`: whole ones seen."""

    indices: tuple[float, ...]
    years: int

    @property
    def learned(self) -> bool:
        return self.years > 0


def learn(values: Sequence[float], seasons: int = MONTHS, first: int = 0) -> Season:
    """`values`: one a season, oldest first, without holes; `first`: the season of the oldest (0 is
    the first of the fiscal year). Years without a positive mean say nothing."""
    years = len(values) // seasons
    raw = _by_average(values, seasons, first) if years >= ENOUGH else None
    if raw is None and years:
        raw = _by_mean(values[-seasons:], (first + len(values) - seasons) % seasons)
        years = 1
    if raw is None:
        return Season((1.0,) * seasons, 0)
    if years < ENOUGH:
        raw = [(years * index + LIKE_YEARS) / (years + LIKE_YEARS) for index in raw]
    return Season(tuple(raw), years)


def moving_average(values: Sequence[float], seasons: int = MONTHS) -> list[float | None]:
    """The mean of a year around each value; None where half a year is missing on a side."""
    half = seasons // 2
    ends = 0.5 if seasons % 2 == 0 else 1.0
    found: list[float | None] = [None] * len(values)
    for t in range(half, len(values) - half):
        inner = sum(values[t - half + 1 : t + half])
        found[t] = (ends * values[t - half] + inner + ends * values[t + half]) / seasons
    return found


def ratios(values: Sequence[float], seasons: int = MONTHS) -> list[float | None]:
    """Value ÷ its moving average; None where that is unknown or not positive."""
    return [
        value / average if average is not None and average > 0 else None
        for value, average in zip(values, moving_average(values, seasons), strict=True)
    ]


def amounts(
    total: Decimal, weights: Sequence[Decimal], count: int = MONTHS, quantum: Decimal = CENT
) -> list[Decimal]:
    """Parts of `total` by the weights of its months, adding up to it exactly (largest remainder).

    No weights: every month alike. `count`: how many months there are, when no weight says it.
    """
    return split(total, list(weights) or [Decimal(1)] * count, quantum)


def exact(total: Decimal, weights: Sequence[Decimal], count: int = MONTHS) -> list[Decimal]:
    """The same, not rounded: for proration, which rounds once at its end."""
    parts = list(weights) or [Decimal(1)] * count
    whole = sum(parts, Decimal(0))
    return [total * part / whole for part in parts]


def _by_average(values: Sequence[float], seasons: int, first: int) -> list[float] | None:
    seen: list[list[float]] = [[] for _season in range(seasons)]
    for t, ratio in enumerate(ratios(values, seasons)):
        if ratio is not None:
            seen[(first + t) % seasons].append(max(ratio, 0.0))
    if not all(seen):
        return None
    return _scaled([sum(found) / len(found) for found in seen])


def _by_mean(year: Sequence[float], first: int) -> list[float] | None:
    turned = [max(year[(s - first) % len(year)], 0.0) for s in range(len(year))]
    return _scaled(turned)


def _scaled(raw: Sequence[float]) -> list[float] | None:
    whole = sum(raw)
    return [len(raw) * value / whole for value in raw] if whole > 0 else None
