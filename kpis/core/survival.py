"""How long something lasts when some cases are not over yet (Kaplan–Meier, log-rank).

Counts by whole days: `ended[..., d]` lasted d days and ended, `waiting[..., d]` have lasted d days
and go on. The last column stands for itself and everything longer, so those in it count as waiting.

Kaplan & Meier (1958), JASA 53, 457-481; Mantel (1966), Cancer Chemotherapy Reports 50, 163-170;
restricted means: Royston & Parmar (2013), BMC Medical Research Methodology 13, 152.
"""

from dataclasses import dataclass

import numpy as np

from kpis.core.columns import Array

LONGEST = 400  # days that are told apart


def survival(ended: Array, waiting: Array) -> Array:
    """The share that lasts longer than d days, for each day; 1 where nobody is left to watch.

    Who waits since d days was watched on day d.
    """
    beyond = ended[..., -1:] + waiting[..., -1:]
    ended = ended[..., :-1]
    total = ended + waiting[..., :-1]
    at_risk = np.flip(np.cumsum(np.flip(total, -1), -1), -1) + beyond
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.where(at_risk > 0, 1 - ended / at_risk, 1.0)
    return np.cumprod(stays, axis=-1)


def quantile(lasting: Array, share: float) -> Array:
    """The first day by which the share has ended; NaN where fewer have."""
    reached = lasting <= 1 - share + 1e-12
    return np.where(reached.any(-1), reached.argmax(-1), np.nan)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of days up to a horizon, and the variance of the estimate (Greenwood)."""

    days: float
    variance: float


def restricted_mean(ended: Array, waiting: Array, horizon: int) -> Mean:
    """Mean days up to the horizon: the area under the curve."""
    lasting = survival(ended, waiting)[:horizon]
    area = float(lasting.sum())  # S(0)…S(h-1): whole days after the day of entering
    total = (ended + waiting)[::-1].cumsum()[::-1].astype(float)[:horizon]
    gone = ended[:horizon].astype(float)
    beyond = lasting[::-1].cumsum()[::-1]  # area from each day on
    safe = (total > gone) & (gone > 0)
    terms = np.zeros(len(lasting))
    terms[safe] = beyond[safe] ** 2 * gone[safe] / (total[safe] * (total[safe] - gone[safe]))
    return Mean(area, float(terms.sum()))


def log_rank(first: tuple[Array, Array], second: tuple[Array, Array]) -> float:
    """z of the two curves; positive where the first lasts longer. 0 where nothing can be told."""
    ended = first[0][:-1] + second[0][:-1]
    at_first = (first[0] + first[1])[::-1].cumsum()[::-1][:-1].astype(float)
    at_both = at_first + (second[0] + second[1])[::-1].cumsum()[::-1][:-1]
    known = (at_both > 1) & (ended > 0)
    n, k, d = at_both[known], at_first[known], ended[known].astype(float)
    expected = (d * k / n).sum()
    variance = (d * (k / n) * (1 - k / n) * (n - d) / (n - 1)).sum()
    if variance <= 0:
        return 0.0
    return float((expected - first[0][:-1][known].sum()) / np.sqrt(variance))
