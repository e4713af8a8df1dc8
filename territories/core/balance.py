"""How evenly a metric is spread over seats, each against what it should carry.

Deviation of a seat = load ÷ target − 1. The spread is measured on load ÷ target, so that seats
which should carry unlike amounts are compared fairly; with equal targets it is that of the loads.
Deviation and excess: Kalcsics, "Districting Problems", in *Location Science* (2015).
The coefficient of variation is that of the population: the seats are all there are, not a sample.
Unknown is None: without seats, without a positive total, and of a seat that should carry nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kernel.inequality import gini


@dataclass(frozen=True, slots=True)
class Balance:
    """One metric over all seats. `unknown` is the number of units whose weight nobody knows: they
    are in no sum. `excess`: the largest part of a target by which a seat is outside `tolerance`.
    """

    by_seat: Mapping[str, float]
    targets: Mapping[str, float]
    deviations: Mapping[str, float | None]
    max_deviation: float | None
    cv: float | None
    gini: float | None
    max_min_ratio: float | None
    tolerance: float | None = None
    excess: float | None = None
    unknown: int = 0

    @property
    def within(self) -> bool | None:
        """None without a tolerance, or when nothing is known."""
        return None if self.excess is None else self.excess == 0


def measured(
    loads: Mapping[str, float],
    shares: Mapping[str, float] | None = None,
    *,
    tolerance: float | None = None,
    unknown: int = 0,
) -> Balance:
    """Loads by seat against targets: the total by `shares`, which need not add up to one."""
    targets = targets_of(sum(loads.values()), list(loads), shares)
    deviations = {seat: deviation(load, targets[seat]) for seat, load in loads.items()}
    known = [each for each in deviations.values() if each is not None]
    worst = max(map(abs, known)) if known else None
    relative = [1 + each for each in known]
    return Balance(
        dict(loads),
        targets,
        deviations,
        worst,
        cv(relative),
        gini(relative),
        max_min_ratio(relative),
        tolerance,
        None if worst is None or tolerance is None else excess(worst, tolerance),
        unknown,
    )


def targets_of(
    total: float, seats: Sequence[str], shares: Mapping[str, float] | None
) -> dict[str, float]:
    """What each seat should carry: equal parts, or parts by its share."""
    if shares is None:
        return {seat: total / len(seats) for seat in seats}
    whole = sum(shares[seat] for seat in seats)
    return {seat: total * shares[seat] / whole if whole > 0 else 0.0 for seat in seats}


def deviation(load: float, target: float) -> float | None:
    return load / target - 1 if target > 0 else None


# Parts of a target; less is not outside a tolerance: it is what the solver itself takes for equal.
HAIR = 1e-6


def excess(worst: float, tolerance: float) -> float:
    beyond = abs(worst) - tolerance
    return beyond if beyond > HAIR else 0.0


def cv(values: Sequence[float]) -> float | None:
    """Standard deviation of the population ÷ mean."""
    mean = sum(values) / len(values) if values else 0
    if mean <= 0:
        return None
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) / mean


def max_min_ratio(values: Sequence[float]) -> float | None:
    """The heaviest ÷ the lightest; unknown when the lightest carries nothing."""
    return max(values) / min(values) if values and min(values) > 0 else None
