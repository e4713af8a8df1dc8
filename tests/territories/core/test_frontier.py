"""What each move buys, where it stops, and the knee."""

import pytest

from territories.core.optimiser.frontier import frontier, knee_of
from territories.core.optimiser.watch import Watch
from tests.territories.core.questions import pfizer, scattered

PUBLISHED = {1: 187.24, 2: 172.84, 3: 167.25, 4: 161.0, 5: 155.41, 6: 154.63, 7: 154.6}


def test_moves_against_distance_of_the_published_case():
    found = frontier(pfizer(tolerance={"workload": 0.2}))
    solved = {point.limit: point.objective for point in found.points if point.objective}
    assert solved == pytest.approx(PUBLISHED, abs=0.005)
    assert found.points[0].status == "infeasible"
    assert found.points[found.knee].limit == 5
    assert [len(each.moves) for each in found.proposals] == [p.moves for p in found.points]


def test_disruption_against_distance_falls():
    found = frontier(pfizer(tolerance={"workload": 0.2}), by="max_disruption")
    values = [p.objective for p in found.points if p.objective is not None]
    assert values == sorted(values, reverse=True)
    assert all(p.disruption <= p.limit + 1e-6 for p in found.points if p.objective is not None)
    assert values[-1] == pytest.approx(154.60, abs=0.005)


def test_many_moves_are_sampled():
    found = frontier(scattered(150, 6, tolerance={"w": 0.2}, time_limit=20))
    values = [p.objective for p in found.points if p.objective is not None]
    assert 3 <= len(found.points) <= 13
    assert values == sorted(values, reverse=True)
    assert found.knee is not None


def test_no_answer_no_curve():
    found = frontier(pfizer(tolerance={"workload": 0.1}, families=[["14", "15", "16"]]))
    assert (found.points, found.knee) == ([], None)


def test_who_stops_keeps_the_points_so_far():
    asked = iter([False] * 8)
    watch = Watch(20, cancelled=lambda: next(asked, True))
    found = frontier(pfizer(tolerance={"workload": 0.2}), watch=watch)
    assert 1 < len(found.points) < 8


@pytest.mark.parametrize(
    ("curve", "knee"),
    [
        ([(0, 10), (1, 2), (2, 1), (3, 0)], 1),
        ([(0, 10), (1, 9), (2, 1), (3, 0)], 2),
        ([(0, 3), (1, 2), (2, 1)], None),
        ([(0, 3), (1, 2)], None),
        ([(0, 3), (1, 3), (2, 3)], None),
    ],
    ids=["early", "late", "straight", "two points", "flat"],
)
def test_the_knee_is_furthest_from_the_chord(curve, knee):
    assert knee_of(curve) == knee
