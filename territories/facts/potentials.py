"""Potential by person over the days of a period: by seats on the days of a plan, else by owner.

On days when a model was in force, accounts count for who sat in the owning role of the territory
that they were aligned to. On other days they count for their owner. Both are dated, so the sums are
of overlaps of date ranges: exact to the day, without looking at single days.
"""

from datetime import date
from typing import Any

from django.db import connection

from territories.core.potential import Held

_HELD = """
WITH planned AS (
    SELECT coalesce(range_agg(active), '{}') AS days FROM territories_territorymodel
    WHERE active IS NOT NULL
), held AS (
    SELECT s.rep_id, a.potential, s.share / 100 AS share,
        m.active * s.valid * l.valid * daterange(%(start)s, %(end)s) AS days
    FROM territories_seat s
    JOIN territories_salesrole r ON r.id = s.role_id AND r.owns_accounts
    JOIN territories_plannedterritory t ON t.id = s.territory_id
    JOIN territories_territorymodel m ON m.id = t.model_id
    JOIN territories_alignment l ON l.territory_id = t.territory_id AND l.role_id = s.role_id
    JOIN crm_account a ON a.id = l.account_id
    WHERE s.rep_id IS NOT NULL
        AND NOT isempty(m.active * s.valid * l.valid * daterange(%(start)s, %(end)s))
    UNION ALL
    SELECT o.rep_id, a.potential, 1, free.days
    FROM crm_accountowner o
    JOIN crm_account a ON a.id = o.account_id
    CROSS JOIN LATERAL unnest(
        datemultirange(o.valid * daterange(%(start)s, %(end)s)) - (SELECT days FROM planned)
    ) AS free (days)
), alike AS (
    SELECT rep_id, days, upper(days) - lower(days) AS n,
        coalesce(sum(potential * share), 0) AS worth,
        coalesce(sum(share) FILTER (WHERE potential IS NOT NULL), 0) AS stated,
        coalesce(sum(share) FILTER (WHERE potential IS NULL), 0) AS unstated
    FROM held GROUP BY rep_id, days
)
SELECT rep_id, sum(worth * n), sum(stated * n), sum(unstated * n),
    (SELECT sum(upper(d) - lower(d)) FROM unnest(range_agg(days)) AS u (d))
FROM alike GROUP BY rep_id
"""
# Who sat where, the last account that moved, and how many days begin and end: what plans change
# between two recomputes. An alignment that ends without another has no new row, but a last day.
_MARK = """
SELECT md5(coalesce(string_agg(concat_ws(' ', s.*, t.territory_id, m.active), ',' ORDER BY s.id),
    '')), (SELECT concat_ws(' ', max(id), count(*), count(upper(valid)),
        sum(upper(valid) - DATE '2000-01-01'), sum(lower(valid) - DATE '2000-01-01'))
    FROM territories_alignment)
FROM territories_seat s
JOIN territories_plannedterritory t ON t.id = s.territory_id
JOIN territories_territorymodel m ON m.id = t.model_id
WHERE m.active IS NOT NULL
"""


def potentials(start: date, end: date) -> dict[int, Held]:
    """By person, of the days in [start, end); who held no account is not in it. One query."""
    rows = _asked(_HELD, {"start": start, "end": end})
    return {
        rep: Held(float(worth), float(stated), float(unstated), days)
        for rep, worth, stated, unstated, days in rows
    }


def mark() -> tuple[Any, ...]:
    """Differs when a plan has changed what `potentials` finds. What the CRM says of accounts and
    owners comes by loads, after which everything is recomputed. One query."""
    return _asked(_MARK, {})[0]


def _asked(text: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()
