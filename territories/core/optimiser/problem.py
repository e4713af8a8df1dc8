"""A question to the optimiser: units to be held by seats, what must stay, what should be even.

Units are what is carved (accounts, families, postcodes), seats those who hold them. Everything is
named, nothing is numbered: the answer does not depend on the order in which things are listed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

type Objective = Literal["cost", "disruption", "balance"]
OBJECTIVES: tuple[Objective, ...] = ("cost", "disruption", "balance")
UNITS = "units"  # what a cap counts when it is not a metric
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Cap:
    """What one seat may carry of a metric, or how many units: at least, at most. None: no limit."""

    seat: str
    what: str = UNITS
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """`weights`: for each metric a number per unit in their order, NaN where nobody knows it; the
    first metric leads. `cost`: units × seats (km, minutes, misfit; `cost_unit` names it), None
    where only balance or disruption counts. `targets`: what each seat should carry, as shares of
    the whole (they need not add up to anything); None: equal. `tolerance`: by metric, the part of
    its target by which a seat may be off; a metric without one is measured and not held.

    `current` has no entry for a unit that nobody holds. A unit in `locks` stays; those of a family
    stay together. `values` is what the relation with a unit is worth: disruption is the sum of it
    over moved units. Without it, the weight of the first metric. `adjacency`: pairs of units that
    touch; given only for places, never for named accounts.
    """

    units: Sequence[str]
    seats: Sequence[str]
    weights: Mapping[str, np.ndarray]
    cost: np.ndarray | None = None
    current: Mapping[str, str] = field(default_factory=dict)
    locks: Collection[str] = ()
    families: Sequence[Sequence[str]] = ()
    required: Collection[tuple[str, str]] = ()
    forbidden: Collection[tuple[str, str]] = ()
    caps: Sequence[Cap] = ()
    targets: Mapping[str, float] | None = None
    tolerance: Mapping[str, float] = field(default_factory=dict)
    values: np.ndarray | None = None
    objective: Objective = "cost"
    max_moves: int | None = None
    max_disruption: float | None = None
    time_limit: float = SECONDS
    adjacency: Sequence[tuple[str, str]] | None = None
    cost_unit: str = ""

    @property
    def metrics(self) -> list[str]:
        return list(self.weights)

    def known(self, metric: str) -> np.ndarray:
        """Weights for sums: what nobody knows adds nothing (its number is told beside the sum)."""
        return np.nan_to_num(np.asarray(self.weights[metric], dtype=float), nan=0.0)

    def unknown(self, metric: str) -> int:
        return int(np.isnan(np.asarray(self.weights[metric], dtype=float)).sum())

    @property
    def relation(self) -> np.ndarray:
        """By unit, what is lost when it changes hands."""
        if self.values is not None:
            return np.asarray(self.values, dtype=float)
        return self.known(self.metrics[0]) if self.weights else np.ones(len(self.units))
