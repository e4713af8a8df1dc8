"""Censored times: against textbook numbers, a plain loop, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.survival import LONGEST, log_rank, quantile, restricted_mean, survival

# Freireich et al. (1963), remission in weeks of 21 patients each, as in Kaplan–Meier textbooks;
# True: still in remission when last seen.
TREATED = [(6, False)] * 3 + [(6, True), (7, False), (9, True), (10, False), (10, True)]
TREATED += [(11, True), (13, False), (16, False), (17, True), (19, True), (20, True)]
TREATED += [(22, False), (23, False), (25, True), (32, True), (32, True), (34, True), (35, True)]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def counted(times):
    """(days, still waiting) pairs as the two arrays."""
    found = np.zeros((2, LONGEST), np.int64)
    for days, waits in times:
        found[int(waits), min(days, LONGEST - 1)] += 1
    return found[0], found[1]


def plainly(times):
    """S(t) after each day, the definition in a loop."""
    left, found = 1.0, []
    for day in range(max(days for days, _ in times) + 1):
        at_risk = sum(days >= day for days, _ in times)
        ended = sum(days == day and not waits for days, waits in times)
        left *= 1 - ended / at_risk if at_risk else 1
        found.append(left)
    return found


def test_remission_of_leukaemia():
    treated, placebo = counted(TREATED), counted([(t, False) for t in PLACEBO])
    lasting = survival(*treated)
    assert [round(lasting[t], 4) for t in (6, 7, 10, 13, 16, 22, 23)] == [
        0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482,
    ]  # fmt: skip
    assert quantile(lasting, 0.5) == 23
    assert quantile(survival(*placebo), 0.5) == 8
    assert log_rank(treated, placebo) ** 2 == pytest.approx(16.79, abs=0.01)
    assert log_rank(placebo, treated) == pytest.approx(-log_rank(treated, placebo))


times = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40)


@given(times)
def test_it_is_the_definition(found):
    lasting = survival(*counted(found))
    assert lasting[: max(d for d, _ in found) + 1] == pytest.approx(plainly(found))
    assert (np.diff(lasting) <= 1e-12).all()
    assert 0 <= lasting.min() <= lasting.max() <= 1


@given(times)
def test_without_waiting_the_median_is_the_middle(found):
    days = sorted(d for d, _ in found)
    lasting = survival(*counted([(d, False) for d in days]))
    assert quantile(lasting, 0.5) == days[(len(days) + 1) // 2 - 1]
    assert restricted_mean(*counted([(d, False) for d in days]), 100).days == pytest.approx(
        sum(days) / len(days)
    )


@given(times)
def test_waiting_longer_never_shortens(found):
    """Who has not ended yet counts for more days, never for fewer."""
    later = [(d + 30 if waits else d, waits) for d, waits in found]
    first, second = (
        quantile(survival(*counted(found)), 0.5),
        quantile(survival(*counted(later)), 0.5),
    )
    assert np.isnan(second) or first <= second or np.isnan(first)


def test_nothing_is_known_of_nobody():
    nobody = np.zeros(LONGEST, np.int64)
    assert np.isnan(quantile(survival(nobody, nobody), 0.5))
    assert log_rank((nobody, nobody), (nobody, nobody)) == 0


def test_those_beyond_the_last_day_wait():
    lasting = survival(*counted([(LONGEST + 100, False)] * 3 + [(5, False)]))
    assert quantile(lasting, 0.25) == 5
    assert np.isnan(quantile(lasting, 0.5))
