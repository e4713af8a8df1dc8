"""Some deals are easier: what a person's mix of segments alone would have given them.

Indirect standardisation: expected = Σ nₛ mₛ / Σ nₛ with the peers' mean m of each segment; the
person's result is corrected by (expected − mean of all). Breslow, Day (1987), Statistical Methods
in Cancer Research II, chapter 2. Own deals count in the peers' means, which hides a little of a
large person's difference and never invents one.
"""

from collections.abc import Mapping, Sequence

# By segment: how many cases, and the sum of their results.
type Parts = Mapping[str, tuple[float, float]]


def advantages(people: Sequence[Parts]) -> list[float]:
    """Expected from the mix, less the mean of all; zero without cases or with one segment."""
    count: dict[str, float] = {}
    total: dict[str, float] = {}
    for parts in people:
        for segment, (n, result) in parts.items():
            count[segment] = count.get(segment, 0.0) + n
            total[segment] = total.get(segment, 0.0) + result
    every = sum(count.values())
    if len([n for n in count.values() if n > 0]) < 2:
        return [0.0] * len(people)
    mean = sum(total.values()) / every
    means = {s: total[s] / n for s, n in count.items() if n > 0}
    return [_expected(parts, means, mean) - mean for parts in people]


def _expected(parts: Parts, means: Mapping[str, float], mean: float) -> float:
    n = sum(cases for cases, _result in parts.values())
    if n <= 0:
        return mean
    return sum(cases * means[s] for s, (cases, _r) in parts.items() if cases > 0) / n
