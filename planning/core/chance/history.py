"""By comparable goals of the past: how many of them were attained.

After h hits of n, without knowing anything before, the chance of the next is distributed as
Beta(1 + h, 1 + n − h) with mean (1 + h) ÷ (2 + n) (Laplace's rule of succession), and its middle
80 % are told. Goals are comparable when they asked for about the same growth over what their
holder had done before: `stretch` = goal ÷ result of the period before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import betaincinv

WITHIN = 0.1  # stretches this far apart, as a share of the one asked, are comparable
RANGE = 0.8


@dataclass(frozen=True, slots=True)
class Past:
    """A goal that is over: how much it asked for, and whether it was attained."""

    stretch: float
    hit: bool


@dataclass(frozen=True, slots=True)
class History:
    """`low`, `high`: where the true chance is in 80 of 100 cases. None without any past."""

    chance: float | None
    low: float | None
    high: float | None
    hits: int
    goals: int


def chance(hits: int, misses: int) -> History:
    if hits + misses == 0:
        return History(None, None, None, 0, 0)
    a, b = 1 + hits, 1 + misses
    side = (1 - RANGE) / 2
    low, high = float(betaincinv(a, b, side)), float(betaincinv(a, b, 1 - side))
    return History(a / (a + b), low, high, hits, hits + misses)


def comparable(stretch: float, past: Sequence[Past], within: float = WITHIN) -> list[Past]:
    """Those whose stretch is at most `within` of the asked one away."""
    return [each for each in past if abs(each.stretch - stretch) <= within * abs(stretch)]


def of_comparable(stretch: float, past: Sequence[Past], within: float = WITHIN) -> History:
    hits = [each.hit for each in comparable(stretch, past, within)]
    return chance(sum(hits), len(hits) - sum(hits))
