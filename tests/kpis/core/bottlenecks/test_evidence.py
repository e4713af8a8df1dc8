"""Tests of shares: against enumeration, published numbers, and what must always hold."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.core.bottlenecks import evidence

COUNTS = st.tuples(st.integers(1, 40), st.integers(1, 40)).flatmap(
    lambda n: st.tuples(st.integers(0, n[0]), st.just(n[0]), st.integers(0, n[1]), st.just(n[1]))
)


def test_the_lady_tasting_tea():
    """Fisher (1935): three of four cups right, 17/70; all four, 1/70."""
    assert evidence.worse_share(3, 4, 1, 4) == pytest.approx(17 / 70)
    assert evidence.worse_share(4, 4, 0, 4) == pytest.approx(1 / 70)


@given(COUNTS)
def test_it_is_the_sum_over_tables(counts):
    bad, n, before, m = counts
    p = evidence.worse_share(bad, n, before, m)
    assert 0 < p <= 1
    if bad * m > before * n:
        tables = sum(
            comb(bad + before, k) * comb(n + m - bad - before, n - k)
            for k in range(bad, min(n, bad + before) + 1)
        )
        assert p == pytest.approx(tables / comb(n + m, n))
    else:
        assert p == 1


def test_nothing_is_said_without_cases():
    assert evidence.worse_share(0, 0, 3, 9) == 1
    assert evidence.worse_share(3, 9, 0, 0) == 1


def test_false_discoveries_of_the_original_paper():
    """Benjamini & Hochberg (1995), section 3: fifteen p-values, four are believed at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
    p += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert evidence.threshold(p, 0.05) == 0.0095
    assert evidence.threshold(p[::-1], 0.05) == 0.0095
    assert evidence.threshold([0.9, 1.0], 0.05) == 0
    assert evidence.threshold([], 0.05) == 0


def test_newcombe_of_the_original_paper():
    """Newcombe (1998), 56/70 against 48/80 by method 10: 0.0524 to 0.3339 at 95 %."""
    risen, low, high = evidence.rise(56, 70, 48, 80)
    assert risen == pytest.approx(0.2)
    assert 0.0524 < low < risen < high < 0.3339  # ours is the 90 % interval, inside of it


@given(COUNTS)
def test_the_interval_holds_the_difference(counts):
    risen, low, high = evidence.rise(*counts)
    assert -1.0001 <= low <= risen <= high <= 1.0001
