"""Sums of moves: once per deal, at every level, without what cancels out."""

from datetime import date
from decimal import Decimal

from forecasting.core.movement import Move
from forecasting.core.sums import Sums

NORTH, SOUTH, EMEA, WEST, LAND = 10, 11, 12, 20, 21
DAY, TEN = date(2026, 5, 1), Decimal(10)


def summed(*moves: Move, territory: int | None = None) -> Sums:
    sums = Sums({NORTH: [NORTH, EMEA], SOUTH: [SOUTH, EMEA]}, {WEST: [WEST, LAND]})
    sums.add(moves, territory)
    return sums


def move(rep: int, team: int | None, bucket: str, amount: Decimal) -> Move:
    return Move(1, DAY, rep, team, bucket, amount)


def test_a_deal_counts_once_for_everybody_above():
    sums = summed(move(1, NORTH, "won", -TEN), move(2, SOUTH, "won", -TEN), territory=WEST)
    for node in (("company", 0), ("team", EMEA), ("territory", WEST), ("territory", LAND)):
        assert (sums.deals[node, "won"], sums.values[node, "won"]) == (1, -20)
    for node in (("rep", 1), ("rep", 2), ("team", NORTH), ("team", SOUTH)):
        assert (sums.deals[node, "won"], sums.values[node, "won"]) == (1, -10)


def test_a_transfer_is_nothing_to_who_has_both():
    sums = summed(move(1, NORTH, "reassigned", -TEN), move(2, SOUTH, "reassigned", TEN))
    assert {node for node, _ in sums.deals} == {
        ("rep", 1), ("rep", 2), ("team", NORTH), ("team", SOUTH)
    }  # fmt: skip


def test_a_deal_without_amount_is_counted():
    sums = summed(move(1, None, "created", Decimal(0)))
    assert sums.deals[("company", 0), "created"] == 1
    assert {node for node, _ in sums.deals} == {("company", 0), ("rep", 1)}
