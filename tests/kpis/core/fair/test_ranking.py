"""Ranks, and the reasons against them."""

import numpy as np

from kpis.core.fair.ranking import places, thirds
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


def test_nobody_is_first_of_one():
    fit = by_variance([10.0, -10.0] * 10 + [0.0], [50.0] * 20 + [0.01])
    assert fit.differ
    assert [p.refused for p in places(fit)] == ["unreliable"] * 20 + ["few_peers"]
    assert {p.rank for p in places(fit)} == {None}
    assert {t.top for t in thirds(fit)} == {None}


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


def test_a_sure_order_gives_sure_thirds_either_way():
    fit = by_variance([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1e-6] * 6)
    found = thirds(fit)
    assert [t.top for t in found] == [0, 0, 0, 0, 1, 1]
    assert [t.bottom for t in found] == [1, 1, 0, 0, 0, 0]
    assert [t.top for t in thirds(fit, lower_is_better=True)] == [1, 1, 0, 0, 0, 0]


def test_thirds_are_hidden_where_a_rank_is():
    fit = by_variance([1.0, 2.0, 3.0, 4.0, 2.5], [0.01] * 4 + [50.0])
    assert thirds(fit)[-1].top is None
    assert thirds(fit)[0].bottom is not None
    alike = by_share([30.0] * 10, [100.0] * 10)
    assert {t.top for t in thirds(alike)} == {None}


def test_thirds_keep_their_promise():
    """Of those said to be in the top third with about 80 %, about 80 % truly are."""
    said, so = [], []
    for seed in range(150):
        truth, values, variances = drawn.values(np.random.default_rng(seed), 30, 2.0)
        edge = np.sort(truth)[-10]
        for true, one in zip(
            truth, thirds(by_variance(list(values), list(variances))), strict=True
        ):
            if one.top is not None:
                said.append(one.top)
                so.append(true >= edge)
    said, so = np.array(said), np.array(so)
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        some = (low <= said) & (said < high)
        assert some.sum() > 100
        assert abs(said[some].mean() - so[some].mean()) < 0.06
