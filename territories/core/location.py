"""Where to place seats: the p-median, the p places from which all units are nearest in sum.

min Σ c x, Σⱼ xᵢⱼ = 1, xᵢⱼ ≤ yⱼ, Σ y = p (ReVelle, Swain 1970, Geographical Analysis 2, 30–42).
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, kron


@dataclass(frozen=True, slots=True)
class Places:
    """Indexes of the chosen places in order, the place of each unit, and the sum of costs. `gap`:
    by which part of it a better choice is not ruled out."""

    chosen: list[int]
    nearest: list[int]
    cost: float
    gap: float


def medians(cost: np.ndarray, count: int, *, time_limit: float = 20.0) -> Places | None:
    """`cost`: units × places, already weighted. None when time ran out before there was any.

    Whole y make whole x: each unit goes to its nearest open place, so only y are integers.
    """
    units, places = cost.shape
    if not 0 < count <= places:
        msg = f"{count} of {places} places cannot be chosen"
        raise ValueError(msg)
    pairs, scale = units * places, float(cost.max(initial=0)) or 1.0
    each = hstack([kron(eye_array(units), np.ones((1, places))), csr_array((units, places))])
    opened = hstack([eye_array(pairs), -kron(np.ones((units, 1)), eye_array(places))])
    total = np.concatenate([np.zeros(pairs), np.ones(places)])[None, :]
    done = milp(
        np.concatenate([cost.ravel() / scale, np.zeros(places)]),
        integrality=total[0],
        bounds=Bounds(0, 1),
        constraints=[
            LinearConstraint(each, 1, 1),
            LinearConstraint(opened, -np.inf, 0),
            LinearConstraint(csr_array(total), count, count),
        ],
        options={"time_limit": time_limit, "mip_rel_gap": 0.0},
    )
    if done.x is None:
        return None
    chosen = np.where(done.x[pairs:] > 0.5)[0]
    nearest = chosen[cost[:, chosen].argmin(axis=1)]
    value = float(cost[np.arange(units), nearest].sum())
    return Places(chosen.tolist(), nearest.tolist(), value, float(done.mip_gap))
