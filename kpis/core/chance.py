"""The chance that a period reaches its quota, from what is won and how the rest usually goes.

result = won + rest. The rest is expected as the plain mean of what can be known: the seasonal
pace (won ÷ usual share × what usually follows), the mean of past periods of the kind × what
usually follows, and, where it exists, the yield of the open pipeline. It spreads for two reasons:
periods differ (`spread`, the standard deviation of log(result ÷ seasonal estimate) over past
periods, held to 0.25 as if three periods had said so), and the rest is made of single deals
(compound Poisson: variance of the rest ÷ its square = (1 + cv²) ÷ expected deals). The draws are
2,000 fixed quantiles of a normal (one in each of 2,000 equal strata), so the same inputs always
give the same answer.
"""

from statistics import NormalDist

import numpy as np

from kpis.core.columns import Array, Columns, divide
from kpis.core.metric import Answer

DRAWS = 2000
PRIOR_SPREAD, PRIOR_PERIODS = 0.25, 3
ENOUGH_PERIODS = 4
_QUANTILES = np.array([NormalDist().inv_cdf((i + 0.5) / DRAWS) for i in range(DRAWS)])


def chance(columns: Columns, found: Answer) -> None:
    """The rule of `chance_of_quota`; unknown without a quota or without anything to go by."""
    won, quota = columns["won_value"], columns["quota"]
    gap = quota - won
    rest = expected_rest(columns)
    spread = relative_spread(columns, rest)
    with np.errstate(invalid="ignore", divide="ignore"):
        needed = (np.log(gap / rest) + spread**2 / 2) / spread
    reached = 1 - np.searchsorted(_QUANTILES, needed) / DRAWS
    unknown = np.isnan(rest) | np.isnan(gap) | (quota == 0)
    over = columns["is_over"] == 1
    value = np.where(unknown | np.isnan(needed), np.nan, reached)
    value = np.where((rest <= 0) & (gap > 0), 0.0, value)
    value = np.where(over, 0.0, value)
    found.value = np.where(np.isnan(gap) | (quota == 0), np.nan, np.where(gap <= 0, 1.0, value))
    few = (found.n < ENOUGH_PERIODS) | np.isnan(found.n)
    found.note[few & ~over & ~np.isnan(found.value)] = "prior"


def expected_rest(columns: Columns) -> Array:
    """What is still to come: the mean of the estimates that exist; unknown when none does."""
    share, won = columns["usual_share"], columns["won_value"]
    by_pace = np.where(share >= 0.1, divide(won, share) * (1 - share), np.nan)
    by_past = columns["like_won_value"] * (1 - share)
    by_pipeline = columns["open_value"] * divide(columns["lead_won_value"], columns["lead_value"])
    estimates = np.vstack([by_pace, by_past, by_pipeline])
    known = ~np.isnan(estimates)
    total = np.where(known, estimates, 0.0).sum(axis=0)
    return divide(total, known.sum(axis=0).astype(float))


def relative_spread(columns: Columns, rest: Array) -> Array:
    """Standard deviation of the rest on the log scale."""
    common = columns["spread"]
    common = np.where(np.isnan(common), PRIOR_SPREAD, common)
    mean = divide(columns["like_won_value"], columns["like_won_count"])
    second = divide(columns["like_won_square"], columns["like_won_count"])
    deals = divide(rest, mean)
    single = divide(divide(second, mean**2), deals)
    return np.sqrt(common**2 + np.log1p(np.where(np.isnan(single), 0.0, single)))


def pooled_spread(logs: Array) -> float:
    """Root of (n0 s0² + Σ r²) ÷ (n0 + n), for log ratios `logs` of past periods."""
    known = logs[np.isfinite(logs)]
    total = PRIOR_PERIODS * PRIOR_SPREAD**2 + float((known**2).sum())
    return float(np.sqrt(total / (PRIOR_PERIODS + known.size)))
