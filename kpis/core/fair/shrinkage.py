"""Empirical Bayes: how much of the differences between people is real, and what is left of each.

A result y of a person is their true level t plus chance with a known variance v; the true levels
lie around a middle m with variance b ("between"). Then the best guess of t is m + R (y − m), where
R = b / (b + v) is the reliability: the part of the difference that would show again.
Efron, Morris (1975), JASA 70, 311-319; Casella (1985), The American Statistician 39, 83-87.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import erfc, sqrt

import numpy as np

Z = 1.959964
# Differences count as real when chance alone would show such ones in less than one case of 100:
# a wrong ranking costs more than a missing one, and a page holds several comparisons.
CHANCE = 0.01
LEAST_PEERS = 4
STEPS = 24  # of the grid of standard deviations between people


@dataclass(frozen=True)
class Estimate:
    """`error`: standard error of the estimate; `distance`: how far from the middle one usually is,
    with the chance of small samples in it, √(b + v); `standing`: where this one is, in such
    distances, (y − m) / √(b + v). All three are on the scale on which chance was judged, which for
    medians is that of logarithms."""

    value: float
    low: float
    high: float
    reliability: float
    standing: float
    distance: float
    error: float

    @property
    def lead(self) -> float:
        """How far the estimate is from the middle: R (y − m)."""
        return self.reliability * self.standing * self.distance


@dataclass(frozen=True, slots=True)
class Fit:
    """`differ`: whether the data show any difference between people at all."""

    middle: float
    between: float
    differ: bool
    estimates: tuple[Estimate, ...]


def shrunk(value: float, variance: float, middle: float, between: float) -> float:
    """(y/v + m/b) / (1/v + 1/b), also where b or v is zero."""
    return middle + reliability(variance, between) * (value - middle)


def reliability(variance: float, between: float) -> float:
    """b / (b + v); without any variance at all there is nothing to tell apart."""
    return between / (between + variance) if between > 0 else 0.0


def posterior_rate(won: float, n: float, alpha: float, beta: float) -> float:
    """The mean of a share after `won` of `n`, with a beta prior: (won + α) / (n + α + β)."""
    return (won + alpha) / (n + alpha + beta)


def by_variance(values: Sequence[float], variances: Sequence[float]) -> Fit | None:
    """Values with known sampling variances. None with too few people, or where nothing varies.

    The variance between people is DerSimonian's and Laird's (1986), Controlled Clinical Trials 7,
    177-188: b = max(0, (Q − (k − 1)) / (Σw − Σw²/Σw)) with w = 1/v and Q = Σ w (y − ȳ)².
    """
    if len(values) < LEAST_PEERS or min(variances) <= 0:
        return None
    weights = [1 / v for v in variances]
    total = sum(weights)
    mean = sum(w * y for w, y in zip(weights, values, strict=True)) / total
    q = sum(w * (y - mean) ** 2 for w, y in zip(weights, values, strict=True))
    free = len(values) - 1
    between = max(0.0, (q - free) / (total - sum(w * w for w in weights) / total))
    return _fit(values, variances, between, upper_tail(q, free) < CHANCE)


def by_share(won: Sequence[float], n: Sequence[float]) -> Fit | None:
    """Shares of counts: the beta-binomial model, its two parameters by moments.

    Kleinman (1973), JASA 68, 46-54, with weights n: with p the pooled share, S = Σ n (pᵢ − p)² and
    D = Σ (1 − n/N) = k − 1, the correlation of two deals of one person is
    g = (S − p(1 − p) D) / (p(1 − p) (N − Σn²/N − D)); the prior counts α + β = (1 − g)/g.
    """
    total = sum(n)
    if len(n) < LEAST_PEERS or min(n) <= 0 or not 0 < sum(won) < total:
        return None
    shares = [w / m for w, m in zip(won, n, strict=True)]
    p = sum(won) / total
    spread, free = p * (1 - p), len(n) - 1
    s = sum(m * (share - p) ** 2 for m, share in zip(n, shares, strict=True))
    room = total - sum(m * m for m in n) / total - free
    g = (s - spread * free) / (spread * room) if room > 0 else 0.0
    between = min(max(g, 0.0), 0.99) * spread
    variances = [(spread - between) / m for m in n]
    found = _fit(shares, variances, between, upper_tail(s / spread, free) < CHANCE)
    kept = tuple(replace(e, low=max(e.low, 0.0), high=min(e.high, 1.0)) for e in found.estimates)
    return Fit(found.middle, between, found.differ, kept)


def upper_tail(q: float, free: int) -> float:
    """The chance of a chi-squared of `free` degrees to be above q: Cochran's test of differences.

    Cochran (1954), Biometrics 10, 101-129; the cube root of a chi-squared is nearly normal, after
    Wilson, Hilferty (1931), PNAS 17, 684-688.
    """
    width = 2 / (9 * free)
    z = ((q / free) ** (1 / 3) - (1 - width)) / sqrt(width)
    return erfc(z / sqrt(2)) / 2


def _fit(values: Sequence[float], variances: Sequence[float], between: float, differ: bool) -> Fit:
    """Estimates with ranges of 95 %, which know that the variance between people is a guess too.

    For a grid of standard deviations between people their chance given the data is worked out
    (uniform prior); the width of a range takes the mean over it of the variance given each, and of
    the shift of the estimate. Gelman and others, Bayesian Data Analysis, 3rd ed., section 5.4.
    """
    middle, _sure = _middle(values, variances, between)
    y, v = np.asarray(values, dtype=float), np.asarray(variances, dtype=float)
    r, distance = between / (between + v) if between > 0 else 0 * v, np.sqrt(v + between)
    best = middle + r * (y - middle)
    wide = Z * (error := np.sqrt(_spread(y, v, best)))
    columns = (best, best - wide, best + wide, r, (y - middle) / distance, distance, error)
    found = tuple(Estimate(*map(float, row)) for row in zip(*columns, strict=True))
    return Fit(middle, between, differ, found)


def _spread(y: np.ndarray, v: np.ndarray, best: np.ndarray) -> np.ndarray:
    """The variance of each estimate over what the variance between people could be."""
    most = max(2 * float(y.std(ddof=1)), sqrt(float(v.min())))
    b = ((most * (np.arange(STEPS) + 0.5) / STEPS) ** 2)[:, None]
    weights = 1 / (v + b)
    sure = weights.sum(axis=1)[:, None]
    middle = (weights * y).sum(axis=1)[:, None] / sure
    off = weights * (y - middle) ** 2 + np.log(v + b)
    logs = -(off.sum(axis=1) + np.log(sure[:, 0])) / 2
    chance = np.exp(logs - logs.max())
    chance /= chance.sum()
    r = b / (b + v)
    shift = middle + r * (y - middle) - best
    return chance @ (r * v + (1 - r) ** 2 / sure + shift**2)


def _middle(
    values: Sequence[float], variances: Sequence[float], between: float
) -> tuple[float, float]:
    """The mean by precision, and its precision."""
    weights = [1 / (v + between) for v in variances]
    total = sum(weights)
    return sum(w * y for w, y in zip(weights, values, strict=True)) / total, total
