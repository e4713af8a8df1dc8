"""Companies whose deals are known to their end: the chances that were told come true."""

import pytest

from bench.chances import VIEWS, WORLDS, judged


@pytest.fixture(scope="module")
def ordinary():
    return judged(WORLDS[""])


def test_every_view_is_asked_of_the_same_goals(ordinary):
    assert list(ordinary) == list(VIEWS)
    assert len({found.n for found in ordinary.values()}) == 1
    assert len({found.base_rate for found in ordinary.values()}) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_a_chance_tells_more_than_the_base_rate(ordinary, view):
    assert ordinary[view].brier < ordinary[view].base_brier


@pytest.mark.parametrize(("view", "most"), [("run_rate", 0.06), ("pipeline", 0.06)])
def test_what_was_said_happened_about_as_often(ordinary, view, most):
    assert ordinary[view].error < most
    likely = [each for each in ordinary[view].bins if each.low >= 0.8]
    assert all(each.happened > 0.7 for each in likely)
