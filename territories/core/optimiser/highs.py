"""HiGHS through SciPy: an integer program as it stands, and its relaxation with prices.

`scipy.optimize.milp` gives no prices, `linprog` does; both are the same solver.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, hstack, vstack

SOLVED, LIMIT, IMPOSSIBLE = 0, 1, 2  # SciPy's numbers


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`x` is None when nothing was found; `bound`: no answer is better; `ended`: by itself, not by
    the clock; `possible` is False when it is proven that there is no answer. `cancelled`: somebody
    stopped it, and this is the best until then."""

    x: np.ndarray | None
    value: float
    bound: float
    ended: bool
    possible: bool = True
    cancelled: bool = False


def solved(
    goal: np.ndarray,
    matrix: csc_array,
    low: np.ndarray,
    high: np.ndarray,
    upper: np.ndarray,
    whole: int,
    *,
    seconds: float,
    gap: float,
    offset: float = 0.0,
) -> Found:
    """The first `whole` columns are integers. `gap` is in parts of goal + `offset`: with an offset
    of 1, a goal that may be 0 is proven to within `gap` itself.

    The goal is divided by its largest number, because HiGHS also stops at an absolute gap of 1e-6.
    """
    scale = float(np.abs(goal).max(initial=0)) or 1.0
    goal, upper = np.append(goal, offset) / scale, np.append(upper, 1.0)
    lower = np.zeros(len(goal))
    lower[-1] = 1.0
    matrix = csc_array(hstack([matrix, csc_array((matrix.shape[0], 1))]))
    integrality = np.zeros(len(goal))
    integrality[:whole] = 1
    rows = LinearConstraint(matrix, low, high) if matrix.shape[0] else ()
    done = milp(
        goal,
        integrality=integrality,
        bounds=Bounds(lower, upper),
        constraints=rows,
        options={"time_limit": max(seconds, 0.01), "mip_rel_gap": gap},
    )
    bound = getattr(done, "mip_dual_bound", None)
    if done.x is None:
        return Found(None, np.inf, -np.inf, done.status != LIMIT, done.status != IMPOSSIBLE)
    value = float(done.fun) * scale - offset
    proven = value if bound is None else float(bound) * scale - offset
    return Found(done.x[:-1], value, min(value, proven), done.status == SOLVED)


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """The best when blocks may be split, and what a unit of each row is worth (its dual)."""

    x: np.ndarray | None
    value: float
    duals: np.ndarray
    possible: bool = True


def relaxed(
    goal: np.ndarray,
    matrix: csc_array,
    low: np.ndarray,
    high: np.ndarray,
    upper: np.ndarray,
    seconds: float,
) -> Priced:
    equal = low == high
    below, above = np.isfinite(high) & ~equal, np.isfinite(low) & ~equal
    matrix = matrix.tocsr()
    done = linprog(
        goal,
        A_ub=vstack([matrix[below], -matrix[above]]) if below.any() or above.any() else None,
        b_ub=np.concatenate([high[below], -low[above]]) if below.any() or above.any() else None,
        A_eq=matrix[equal],
        b_eq=high[equal],
        bounds=np.column_stack([np.zeros(len(goal)), upper]),
        method="highs",
        options={"time_limit": max(seconds, 0.01)},
    )
    duals = np.zeros(len(low))
    if done.status != SOLVED:
        return Priced(None, -np.inf, duals, done.status != IMPOSSIBLE)
    duals[equal] = done.eqlin.marginals
    if below.any() or above.any():
        duals[below] = done.ineqlin.marginals[: below.sum()]
        duals[above] -= done.ineqlin.marginals[below.sum() :]
    return Priced(done.x, float(done.fun), duals)
