"""By the run rate: what is still to come if the months that remain are like those until now.

With n months of mean x̄ and standard deviation s, the next h months bring a sum that is distributed
as t with n − 1 degrees of freedom around h · x̄ with scale s · √(h + h²/n): h for the months
themselves, h²/n because the mean is a guess. With peers the mean is drawn to theirs
(`kpis.core.fair.shrinkage`): m = (n/s² · x̄ + μ/τ²) ÷ (n/s² + 1/τ²), whose own variance is
v = 1 ÷ (n/s² + 1/τ²); then the sum is normal around h · m with variance h · s² + h² · v.
Gelman and others, Bayesian Data Analysis, 3rd ed., 2.5 and 3.2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import fmean, variance

from scipy.special import ndtr, stdtr

from kpis.core.fair.shrinkage import reliability, shrunk


@dataclass(frozen=True, slots=True)
class Peers:
    """Months of all: their mean, and standard deviations between people's means and within a
    person's months."""

    mean: float
    between: float
    within: float


@dataclass(frozen=True, slots=True)
class Rest:
    """What is still to come: t around `mean` with `scale`; `free` degrees, infinite: normal."""

    mean: float
    scale: float
    free: float = inf

    def reaches(self, amount: float) -> float:
        """P(rest ≥ amount)."""
        if amount <= 0:
            return 1.0
        if self.scale == 0:
            return float(self.mean >= amount)
        z = (self.mean - amount) / self.scale
        return float(ndtr(z) if self.free == inf else stdtr(self.free, z))


@dataclass(frozen=True, slots=True)
class RunRate:
    """`months` seen, their `mean` (drawn to the peers' where there are any), `rest` expected."""

    chance: float | None
    months: int
    mean: float | None
    rest: Rest | None


def chance(
    remaining: float, months: Sequence[float], left: float, peers: Peers | None = None
) -> RunRate:
    """`remaining`: goal − result until now; `months`: results of whole months of the same kind,
    deseasonalised where the season is known; `left`: months that remain, fractions allowed.

    Reached is 1; over and not reached is 0; unknown with fewer than two months and no peers.
    """
    found = rest(months, left, peers)
    mean = found.mean / left if found and left > 0 else None
    if remaining <= 0:
        return RunRate(1.0, len(months), mean, found)
    if left <= 0:
        return RunRate(0.0, len(months), None, None)
    return RunRate(found.reaches(remaining) if found else None, len(months), mean, found)


def rest(months: Sequence[float], left: float, peers: Peers | None = None) -> Rest | None:
    n = len(months)
    if left <= 0:
        return None
    if peers is not None:
        between, noise = peers.between**2, peers.within**2
        sure = noise / n if n else inf
        mean = shrunk(fmean(months), sure, peers.mean, between) if n else peers.mean
        unsure = between * (1 - reliability(sure, between)) if n else between
        return Rest(left * mean, sqrt(left * noise + left**2 * unsure))
    if n < 2:
        return None
    spread = sqrt(variance(months))
    return Rest(left * fmean(months), spread * sqrt(left + left**2 / n), n - 1)
