"""Moves into their table, and summed up for everybody they count for."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

from forecasting.core.buckets import REASSIGNED
from forecasting.core.movement import Move

COPY = """COPY forecasting_move (walk_id, bucket, deal_id, day, rep_id, team_id, amount)
FROM STDIN WITH (FORMAT csv)"""
PIECE = 50_000

# Per scope, bucket and deal first: what moves between two people of one team is nothing to it.
BARS = """
WITH below AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(above)s::bigint[], %(below)s::bigint[])
        v (kind, above, below)
), moves AS (
    SELECT bucket, deal_id, rep_id, team_id, amount FROM forecasting_move WHERE walk_id = %(walk)s
), placed AS (
    SELECT 'company' AS scope, 0::bigint AS id, bucket, deal_id, amount FROM moves
    UNION ALL SELECT 'rep', rep_id, bucket, deal_id, amount FROM moves
    UNION ALL SELECT 'team', b.above, m.bucket, m.deal_id, m.amount
    FROM moves m JOIN below b ON b.kind = 'team' AND b.below = m.team_id
    UNION ALL SELECT 'territory', b.above, m.bucket, m.deal_id, m.amount
    FROM moves m JOIN crm_opportunity o ON o.id = m.deal_id
    JOIN below b ON b.kind = 'territory' AND b.below = o.territory_id
), netted AS (
    SELECT scope, id, bucket, deal_id, sum(amount) AS amount FROM placed GROUP BY 1, 2, 3, 4
)
INSERT INTO forecasting_bar (walk_id, scope, scope_id, bucket, deals, value)
SELECT %(walk)s, scope, id, bucket, count(*), sum(amount) FROM netted
WHERE bucket <> %(reassigned)s OR amount <> 0 GROUP BY scope, id, bucket
"""


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


def add_up(cursor: Any, walk: int, below: Iterable[tuple[str, int, int]]) -> None:
    """The bars of the walk; `below` names each team and territory with everything under it."""
    kinds, above, low = zip(*below, strict=True) if (below := list(below)) else ((), (), ())
    params = {"walk": walk, "kinds": list(kinds), "above": list(above), "below": list(low)}
    cursor.execute(BARS, params | {"reassigned": REASSIGNED})


def _send(cursor: Any, piece: StringIO) -> None:
    piece.seek(0)
    cursor.copy_expert(COPY, piece)
