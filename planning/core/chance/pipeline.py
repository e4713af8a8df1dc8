"""By the open deals: the distribution of their sum, each won whole or not, by its own chance.

Exact for up to sixteen deals, and for any number whose amounts are multiples of a step of which the
gap has not too many. Else amounts are counted in steps of the gap, once rounded down and once up:
the truth lies between the two chances, of which the middle and half the distance are told. All
sums together are then off by less than a 256th of the gap, up to 512 deals. No draw is made. Sums
at or above the gap need not be told apart, which keeps the table short.
Deals are taken as independent of each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import gcd

import numpy as np
from numpy.typing import NDArray

PLACES = 4  # decimals of an amount
FEW = 16  # deals of which every outcome is looked at
CELLS_A_DEAL, LEAST_CELLS, MOST_CELLS = 256, 1 << 13, 1 << 17  # steps of the gap

type Deal = tuple[Decimal, float]  # amount, and the chance to win it within the period


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The true chance is within `chance` ± `error`. `weighted`: Σ amount × chance, to be shown
    beside it: it may cover the gap where the chance is a coin toss."""

    chance: float | None
    error: float
    weighted: float
    deals: int


def chance(gap: Decimal, deals: Sequence[Deal]) -> Pipeline:
    """P(Σ of the deals that are won ≥ gap). Chances must be calibrated, from 0 to 1.

    A gap of 0 or less is reached; without deals nothing is. Amounts of 0 or less bring nothing.
    """
    weighted = float(sum(float(amount) * p for amount, p in deals))
    useful = [(amount, p) for amount, p in deals if amount > 0 and p > 0]
    if gap <= 0:
        return Pipeline(1.0, 0.0, weighted, len(deals))
    target, amounts = _whole(gap, [amount for amount, _p in useful])
    low, high = _between(target, amounts, [p for _amount, p in useful])
    return Pipeline((low + high) / 2, (high - low) / 2, weighted, len(deals))


def _between(target: int, amounts: list[int], chances: list[float]) -> tuple[float, float]:
    """The chance, or two between which it lies."""
    if len(amounts) <= FEW:
        found = _every_outcome(target, amounts, chances)
        return found, found
    if sum(amounts) < target:
        return 0.0, 0.0
    step = gcd(target, *amounts)
    cells = min(max(LEAST_CELLS, CELLS_A_DEAL * len(amounts)), MOST_CELLS)
    if target // step <= cells:
        found = _in_steps(target // step, [a // step for a in amounts], chances)
        return found, found
    down = [a * cells // target for a in amounts]
    up = [-(-a * cells // target) for a in amounts]
    return _in_steps(cells, down, chances), _in_steps(cells, up, chances)


def _every_outcome(target: int, amounts: list[int], chances: list[float]) -> float:
    """1 − the chance of the sums below the target."""
    sums, weights = np.zeros(1, dtype=np.int64), np.ones(1)
    for amount, p in zip(amounts, chances, strict=True):
        with_it = sums + amount
        still = with_it < target
        sums = np.concatenate([sums, with_it[still]])
        weights = np.concatenate([weights * (1 - p), weights[still] * p])
    return _rest_of(weights)


def _in_steps(target: int, amounts: list[int], chances: list[float]) -> float:
    """The same by a table of the sums 0 to target − 1."""
    table = np.zeros(target)
    table[0] = 1.0
    for amount, p in zip(amounts, chances, strict=True):
        if amount >= target:
            table *= 1 - p
        elif amount:
            won = p * table[:-amount]
            table *= 1 - p
            table[amount:] += won
    return _rest_of(table)


def _rest_of(below: NDArray[np.float64]) -> float:
    return min(max(1.0 - float(below.sum()), 0.0), 1.0)


def _whole(gap: Decimal, amounts: Sequence[Decimal]) -> tuple[int, list[int]]:
    """All in whole numbers of their smallest decimal, at most the four that are stored."""
    rounded = [round(amount, PLACES).normalize() for amount in (gap, *amounts)]
    places = max(0, *(-int(amount.as_tuple().exponent) for amount in rounded))
    target, *whole = (int(amount.scaleb(places)) for amount in rounded)
    return max(target, 1), whole
