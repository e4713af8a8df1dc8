"""Moves added up for everybody they count for: people, teams and what is above them, territories,
the company."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from forecasting.core.buckets import REASSIGNED
from forecasting.core.movement import NOTHING, Move

type Node = tuple[str, int]


@dataclass
class Sums:
    """`teams` and `territories`: each with itself and everything above it.

    `deals` and `values` are by (kind of scope, its id, bucket). A deal is counted once in a bucket
    of a scope, and not at all where what it moved within the scope cancels out.
    """

    teams: Mapping[int, Sequence[int]]
    territories: Mapping[int, Sequence[int]]
    deals: dict[tuple[Node, str], int] = field(default_factory=lambda: defaultdict(int))
    values: dict[tuple[Node, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, moves: Iterable[Move], territory: int | None) -> None:
        """All moves of one deal."""
        lands = [("territory", pk) for pk in self.territories.get(territory or 0, ())]
        own: dict[tuple[Node, str], Decimal] = {}
        for move in moves:
            nodes = [("company", 0), ("rep", move.rep), *lands]
            nodes += [("team", pk) for pk in self.teams.get(move.team or 0, ())]
            for node in nodes:
                key = node, move.bucket
                own[key] = own.get(key, NOTHING) + move.amount
        for key, amount in own.items():
            if amount or key[1] != REASSIGNED:
                self.deals[key] += 1
                self.values[key] += amount
