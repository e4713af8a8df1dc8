"""p-median and compactness: published optimum, shapes."""

from math import pi, sqrt

import numpy as np
import pytest

from territories.core.compactness import polsby_popper
from territories.core.location import medians
from tests.territories.core.orlib import distances


def test_pmed1_of_the_or_library():
    """Beasley 1985, EJOR 21, 270–273: the best five of a hundred places cost 5819."""
    found = medians(distances("pmed1.txt"), 5)
    assert found.cost == 5819
    assert found.gap == 0
    assert [place + 1 for place in found.chosen] == [7, 13, 65, 91, 99]


def test_each_goes_to_its_nearest_place():
    cost = np.random.default_rng(1).random((12, 6))
    found = medians(cost, 3)
    assert len(found.chosen) == 3
    assert found.nearest == [min(found.chosen, key=lambda j: cost[i, j]) for i in range(12)]


@pytest.mark.parametrize("count", [0, 7])
def test_a_count_that_cannot_be(count):
    with pytest.raises(ValueError, match="cannot be chosen"):
        medians(np.ones((4, 6)), count)


@pytest.mark.parametrize(
    ("area", "perimeter", "compact"),
    [(pi, 2 * pi, 1.0), (1.5 * sqrt(3), 6.0, 0.9069), (1.0, 4.0, pi / 4)],
    ids=["circle", "hexagon", "square"],
)
def test_compactness_of_shapes(area, perimeter, compact):
    assert polsby_popper(area, perimeter) == pytest.approx(compact, abs=5e-5)


def test_without_an_outline_it_is_unknown():
    assert polsby_popper(0, 0) is None
