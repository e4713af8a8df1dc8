"""Every move says why, also what speaks against it."""

import pytest

from territories.core.proposal import Move
from territories.core.wording import why


@pytest.mark.parametrize(
    ("move", "unit", "said"),
    [
        (
            Move("u", "A", "B", "objective", 12.0, "workload", 0.34, -0.1),
            "km",
            "moved from A to B: B is 12 km nearer, A was 34% above its share of workload and "
            "B was 10% below its share of workload; not protected",
        ),
        (
            Move("u", "A", "B", "objective", -3.04, "workload", 0.2, 0.0),
            "km",
            "moved from A to B: A was 20% above its share of workload, although B is 3.04 km "
            "farther; not protected",
        ),
        (
            Move("u", "A", "B", "objective", 2.0),
            "",
            "moved from A to B: B costs 2 less; not protected",
        ),
        (
            Move("u", "A", "B", "family", family=("v", "w")),
            "",
            "moved from A to B: its family (v, w) comes together; not protected",
        ),
        (
            Move("u", "A", "B", "required"),
            "",
            "moved from A to B: it is required at B; not protected",
        ),
        (
            Move("u", "A", "B", "forbidden"),
            "",
            "moved from A to B: it may not stay with A; not protected",
        ),
        (
            Move("u", "A", "B", "objective", 0.0, "workload", 0.001, 0.2),
            "km",
            "moved from A to B: it makes room for other moves; not protected",
        ),
    ],
    ids=["nearer", "farther", "cost", "family", "required", "forbidden", "room"],
)
def test_why(move, unit, said):
    assert why(move, unit) == said
