"""One test: is this worse than it was before? And how sure one may be of all tests together.

Shares: Fisher's exact test, one-sided. It is also the chance, after the fact, that nothing got
worse, under cautious priors for the two shares (Altham 1969, JRSS B 31, 261-269). Time: log-rank.
Many tests: Benjamini & Hochberg (1995), JRSS B 57, 289-300. Differences: Newcombe (1998),
Statistics in Medicine 17, 873-890, method 10 (from Wilson's intervals).
"""

from collections.abc import Sequence
from functools import cache
from math import erfc, sqrt

import numpy as np

from kernel.ratio import wilson
from kpis.core.columns import Array
from kpis.core.funnel.visits import Ints

Z90 = 1.644854  # both ends of 90 %: each end is passed by chance once in twenty times


def worse_share(bad: int, cases: int, bad_before: int, cases_before: int) -> float:
    """p of at least so many bad ones now, if the share were as before; 1 without cases."""
    if not cases or not cases_before or not bad:
        return 1.0
    if bad * cases_before <= bad_before * cases:
        return 1.0  # not worse at all
    whole, marked = cases + cases_before, bad + bad_before
    known: Ints = np.arange(bad, min(cases, marked) + 1)
    facts = _log_factorials(1 << whole.bit_length())

    def choose(n: int, k: Ints) -> Array:
        return facts[n] - facts[k] - facts[n - k]

    logs = choose(marked, known) + choose(whole - marked, cases - known)
    logs = logs - (facts[whole] - facts[cases] - facts[cases_before])
    return float(min(1.0, np.exp(logs).sum()))


@cache
def _log_factorials(most: int) -> Array:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def upper_tail(z: float) -> float:
    """P(Z ≥ z) of a standard normal variable."""
    return erfc(z / sqrt(2)) / 2


def threshold(p_values: Sequence[float], false_share: float) -> float:
    """The largest p to believe so that at most this share of the believed is false; 0 for none."""
    ordered = np.sort(np.asarray(p_values, float))
    limits = false_share * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    below = np.nonzero(ordered <= limits)[0]
    return float(ordered[below[-1]]) if len(below) else 0.0


def rise(bad: int, cases: int, bad_before: int, cases_before: int) -> tuple[float, float, float]:
    """How much larger the share is now, with its 90 % interval (Newcombe)."""
    now, before = bad / cases, bad_before / cases_before
    low, high = wilson(bad, cases, Z90) or (0.0, 1.0)
    low_before, high_before = wilson(bad_before, cases_before, Z90) or (0.0, 1.0)
    risen = now - before
    return (
        risen,
        risen - sqrt((now - low) ** 2 + (high_before - before) ** 2),
        risen + sqrt((high - now) ** 2 + (before - low_before) ** 2),
    )
