"""Moves and their sums into their tables."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

from forecasting.core.movement import Move
from forecasting.core.sums import Sums

COPY = """COPY forecasting_move (walk_id, bucket, deal_id, day, rep_id, team_id, amount)
FROM STDIN WITH (FORMAT csv)"""
BARS = """COPY forecasting_bar (walk_id, scope, scope_id, bucket, deals, value)
FROM STDIN WITH (FORMAT csv)"""
PIECE = 50_000


def keep(cursor: Any, walk: int, moves: Iterable[Move]) -> int:
    """By COPY, in pieces; how many there were."""
    piece, n = StringIO(), 0
    for n, m in enumerate(moves, 1):
        team = "" if m.team is None else m.team
        piece.write(f"{walk},{m.bucket},{m.deal},{m.day},{m.rep},{team},{m.amount}\n")
        if n % PIECE == 0:
            _send(cursor, piece)
            piece = StringIO()
    _send(cursor, piece)
    return n


def keep_sums(cursor: Any, walk: int, sums: Sums) -> None:
    """The bars of every scope."""
    piece = StringIO()
    for ((kind, pk), bucket), value in sums.values.items():
        n = sums.deals[(kind, pk), bucket]
        piece.write(f"{walk},{kind},{pk},{bucket},{n},{value}\n")
    _send(cursor, piece, BARS)


def _send(cursor: Any, piece: StringIO, statement: str = COPY) -> None:
    piece.seek(0)
    cursor.copy_expert(statement, piece)
