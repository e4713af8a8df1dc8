"""How sure a share is: 95 % ranges for counts and for values."""

import numpy as np

from kpis.core.columns import Array, Columns, divide
from kpis.core.metric import Answer, Rule

Z = 1.959964


def wilson(share: Array, n: Array) -> tuple[Array, Array]:
    """Wilson's score interval row by row (as `kernel.ratio.wilson`); unknown without cases."""
    cases = np.where(n > 0, n, np.nan)
    scale = 1 + Z * Z / cases
    centre = (share + Z * Z / (2 * cases)) / scale
    spread = share * (1 - share) / cases + Z * Z / (4 * cases * cases)
    half = Z * np.sqrt(np.maximum(spread, 0)) / scale
    return np.maximum(centre - half, 0), np.minimum(centre + half, 1)


def by_count(columns: Columns, found: Answer) -> None:
    """The range of a share of counted deals."""
    found.low, found.high = wilson(found.value, found.denominator)


def by_value(yes: str, no: str) -> Rule:
    """The range of a share of value, from the sums of squares named by `yes` and `no`.

    The share R = Σ a·w / Σ a is a ratio of sums; its variance is, to first order,
    ((1-R)² Σ a² over won + R² Σ a² over lost) / (Σ a)² (Taylor linearisation; Cochran, Sampling
    Techniques, 3rd ed., 2.11). One large deal therefore widens it, which a count would not show.
    """

    def rule(columns: Columns, found: Answer) -> None:
        share = found.value
        squares = (1 - share) ** 2 * columns[yes] + share**2 * columns[no]
        error = Z * divide(np.sqrt(squares), found.denominator)
        found.low, found.high = np.maximum(share - error, 0), np.minimum(share + error, 1)

    return rule
