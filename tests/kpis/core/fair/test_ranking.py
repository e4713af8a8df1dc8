"""Ranks, and the reasons against them."""

import numpy as np

from kpis.core.fair.ranking import places
from kpis.core.fair.shrinkage import by_share, by_variance
from tests.kpis.core.fair import drawn


def test_the_best_is_first_either_way():
    fit = by_variance([1.0, 2.0, 3.0, 4.0], [0.01] * 4)
    assert [p.rank for p in places(fit)] == [4, 3, 2, 1]
    assert [p.rank for p in places(fit, lower_is_better=True)] == [1, 2, 3, 4]
    assert {p.of for p in places(fit)} == {4}


def test_who_is_measured_poorly_has_no_rank():
    fit = by_variance([1.0, 2.0, 3.0, 4.0, 2.5], [0.01] * 4 + [50.0])
    last = places(fit)[-1]
    assert (last.rank, last.refused) == (None, "unreliable")
    assert [p.rank for p in places(fit)[:4]] == [4, 3, 2, 1]


def test_equals_share_a_rank():
    fit = by_variance([1.0, 3.0, 3.0, 0.0], [0.01] * 4)
    assert [p.rank for p in places(fit)] == [3, 1, 1, 4]


def test_nobody_is_ranked_where_nobody_differs():
    ranked = 0
    for seed in range(200):
        _t, n, won = drawn.rates(np.random.default_rng(seed), 30, 0.0)
        found = places(by_share(list(won), list(n)))
        ranked += any(p.rank for p in found)
        assert all(p.rank or p.refused in ("no_difference", "unreliable") for p in found)
    assert ranked <= 0.02 * 200
