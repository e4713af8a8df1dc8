"""What somebody asks of the optimiser, and the same question in its words."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

import numpy as np
import pandas as pd

from territories.core.balance import HAIR
from territories.core.optimiser.problem import SECONDS, Objective, Problem
from territories.core.protections import standing
from territories.core.units import locked

# Each account that changes hands is a hand-over, however small: that much of an ordinary one's
# worth.
HAND_OVER = 0.25
type Unit = Literal["accounts", "places"]


@dataclass(frozen=True)
class Question:
    """`tolerance`: by measure in the order of the goals, the first leads. `protect`: those that are
    turned off; what is not named is on. `units`: accounts move one by one, or all of a state or
    country together (territories.core.parcels), and then territories may have to be `connected`.
    Kept as JSON with the answer."""

    objective: Objective
    tolerance: Mapping[str, float]
    max_moves: int | None = None
    protect: Mapping[str, bool] = field(default_factory=dict)
    time_limit: float = SECONDS
    below: int | None = None
    units: Unit = "accounts"
    connected: bool = False

    @property
    def params(self) -> dict[str, Any]:
        return {
            "objective": self.objective,
            "tolerance": [[metric, each] for metric, each in self.tolerance.items()],
            "max_moves": self.max_moves,
            "protect": standing(self.protect),
            "time_limit": self.time_limit,
            "below": self.below,
            "units": self.units,
            "connected": self.connected,
        }

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Self:
        """The question that was kept."""
        on = set(params["protect"])
        return cls(
            params["objective"],
            dict(params["tolerance"]),
            params["max_moves"],
            {each: each in on for each in standing({})},
            params["time_limit"],
            params["below"],
            params.get("units", "accounts"),
            params.get("connected", False),
        )


def aim_of(params: Mapping[str, Any]) -> Objective:
    """What the points of the frontier of an answer are the best of."""
    return "cost" if params["objective"] == "cost" else "balance"


def at_point(params: Mapping[str, Any], moves: int, worst: float) -> Question:
    """The question whose answer a point of the frontier drew: as many moves, and each measure as
    far from its target as that point leaves the farthest, where that is more than was asked."""
    question = Question.of(params)
    loose = math.ceil(worst * 10_000 - HAIR) / 10_000
    tolerance = {metric: max(each, loose) for metric, each in question.tolerance.items()}
    return replace(question, objective=aim_of(params), max_moves=moves, tolerance=tolerance)


def problem_of(
    units: pd.DataFrame,
    targets: Mapping[str, float],
    question: Question,
    km: np.ndarray | None = None,
) -> Problem:
    """Units (territories.core.units) to be held by territories, both named by their ids as text.

    `km`: units × territories in the order of `targets`, where the way counts."""
    names = units["account"].astype(str).tolist()
    stays = locked(units, standing(question.protect))
    return Problem(
        units=names,
        seats=list(targets),
        weights={metric: units[metric].to_numpy(float) for metric in question.tolerance},
        current=dict(zip(names, units["territory"].astype(str), strict=True)),
        locks=frozenset(np.array(names, dtype=object)[stays.to_numpy()]),
        targets=targets,
        tolerance=dict(question.tolerance),
        cost=km,
        cost_unit="" if km is None else "km",
        values=worth(units, next(iter(question.tolerance))),
        objective=question.objective,
        max_moves=question.max_moves,
        time_limit=question.time_limit,
    )


def worth(units: pd.DataFrame, metric: str) -> np.ndarray:
    """What is lost when a unit changes hands: its weight in the leading measure, an ordinary one
    where that is unknown, and never nothing, so that no account is moved for no reason."""
    weights = units[metric].to_numpy(float)
    known = weights[~np.isnan(weights)]
    ordinary = float(known.mean()) if len(known) and known.mean() > 0 else 1.0
    found: np.ndarray = np.nan_to_num(weights, nan=ordinary) + HAND_OVER * ordinary
    return found
