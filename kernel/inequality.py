"""How unequally an amount is spread, as one number."""

from collections.abc import Sequence


def gini(values: Sequence[float]) -> float | None:
    """Inequality from 0 (all alike) to 1: (n + 1 − 2 Σ (n + 1 − i) y₍ᵢ₎ / Σ y) / n, y rising.

    Unknown without a positive sum or with a negative value.
    """
    ordered = sorted(values)
    total, n = sum(ordered), len(ordered)
    if total <= 0 or ordered[0] < 0:
        return None
    weighted = sum((n - i) * y for i, y in enumerate(ordered))
    return (n + 1 - 2 * weighted / total) / n
