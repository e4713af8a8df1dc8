"""Hand-overs of accounts that change hands today, while their plan is in force.

From `territories_fresh` (queries.moves), before the owners change. What was signed before stays; a
hand-over that waits for a later day, or was made today, becomes this one.
"""

from datetime import date
from typing import Any

_SAME = "h.model_id = %(model)s AND h.account_id = f.account_id"
_UNSIGNED = "h.given_at IS NULL AND h.taken_at IS NULL"
# Back on the very day: nobody else ever had it.
BACK = f"""
WITH gone AS (
    DELETE FROM territories_handover h USING territories_fresh f
    WHERE {_SAME} AND {_UNSIGNED} AND h."on" = %(day)s
        AND h.giver_id IS NOT DISTINCT FROM f.taker_id
    RETURNING h.account_id
)
DELETE FROM territories_fresh f USING gone WHERE gone.account_id = f.account_id
"""
# Signed in advance, between the same two: that is it.
SIGNED = f"""
DELETE FROM territories_fresh f USING territories_handover h
WHERE {_SAME} AND NOT ({_UNSIGNED}) AND h."on" >= %(day)s
    AND (h.giver_id, h.taker_id) IS NOT DISTINCT FROM (f.giver_id, f.taker_id)
"""
OUTDATE = f"""
UPDATE territories_handover h SET outdated = true FROM territories_fresh f
WHERE {_SAME} AND NOT ({_UNSIGNED}) AND h."on" >= %(day)s
"""
# Who gave it this morning gives it to whoever gets it in the end.
WRITE = f"""
WITH next AS (
    SELECT DISTINCT ON (h.account_id) h.id, h.account_id
    FROM territories_handover h JOIN territories_fresh f ON {_SAME}
    WHERE {_UNSIGNED} AND h."on" >= %(day)s ORDER BY h.account_id, h."on", h.id
), changed AS (
    UPDATE territories_handover h SET taker_id = f.taker_id, pack = f.pack, "on" = %(day)s,
        giver_id = CASE WHEN h."on" = %(day)s THEN h.giver_id ELSE f.giver_id END,
        taker_reminded_on = CASE WHEN h.taker_id = f.taker_id THEN h.taker_reminded_on END
    FROM next JOIN territories_fresh f USING (account_id) WHERE h.id = next.id
    RETURNING h.account_id
), new AS (
    INSERT INTO territories_handover
        (model_id, account_id, giver_id, taker_id, "on", pack, words, outdated)
    SELECT %(model)s, f.account_id, f.giver_id, f.taker_id, %(day)s, f.pack, '', false
    FROM territories_fresh f
    WHERE NOT EXISTS (SELECT FROM next WHERE next.account_id = f.account_id)
    RETURNING account_id
)
SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM new)
"""


def keep_today(cursor: Any, model_id: int, day: date) -> int:
    """How many hand-overs were written."""
    asked = {"model": model_id, "day": day}
    for text in (BACK, SIGNED, OUTDATE, WRITE):
        cursor.execute(text, asked)
    return int(cursor.fetchone()[0])
