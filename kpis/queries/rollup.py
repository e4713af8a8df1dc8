"""Measures summed up for scopes and periods: sums in the database, frames come out.

A frame has the index (scope, id, kind, start) and one float column per measure; a measure without
rows is absent or NaN there. Amounts below 900 billion keep four decimals exactly.
"""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import pandas as pd

INDEX = ["scope", "id", "kind", "start"]

# Sums per seat and period; flows gather the months of a period, states stand for the whole.
PARTS = """
CREATE TEMP TABLE kpis_part ON COMMIT DROP AS
WITH months AS (
    SELECT p.kind, p.start, k.start AS month FROM kpis_period p
    JOIN kpis_month k ON k.start >= p.start AND k.start < p.stop WHERE p.kind <> 'range'
    UNION ALL SELECT kind, start, start FROM kpis_period WHERE kind = 'range'
)
SELECT m.rep_id, m.team_id, m.territory_id, p.kind, p.start, m.slug, sum(m.value) AS value
FROM {table} m JOIN months p ON p.month = m.start
WHERE m.grain = 'month' AND m.slug = ANY(%(flows)s)
GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL
SELECT m.rep_id, m.team_id, m.territory_id, p.kind, p.start, m.slug, m.value
FROM {table} m JOIN kpis_period p ON p.kind = m.grain AND p.start = m.start
WHERE m.stage_id IS NULL AND NOT m.slug = ANY(%(flows)s)
"""
SCOPES = """
SELECT 'company' AS scope, 0 AS id, kind, start, slug, value FROM kpis_part
UNION ALL
SELECT 'rep', rep_id, kind, start, slug, value FROM kpis_part WHERE rep_id IS NOT NULL
UNION ALL
SELECT 'team', b.above, p.kind, p.start, p.slug, p.value FROM kpis_part p
JOIN kpis_below b ON b.kind = 'team' AND b.below = p.team_id
UNION ALL
SELECT 'territory', b.above, p.kind, p.start, p.slug, p.value FROM kpis_part p
JOIN kpis_below b ON b.kind = 'territory' AND b.below = p.territory_id
"""
SUMS = f"""
SELECT scope, id, kind, start, slug, sum(value) AS value FROM ({SCOPES}) s
WHERE slug NOT LIKE 'top%%' AND {{only}} GROUP BY 1, 2, 3, 4, 5
"""
LARGEST = f"""
SELECT scope, id, kind, start, 'top_three_value' AS slug, sum(value) AS value FROM (
    SELECT *, row_number() OVER (PARTITION BY scope, id, kind, start ORDER BY value DESC) AS place
    FROM ({SCOPES}) s WHERE slug LIKE 'top%%' AND {{only}}
) ranked WHERE place <= 3 GROUP BY 1, 2, 3, 4
"""


def rollup(
    cursor: Any, table: str, flows: Sequence[str], only: tuple[str, int] | None = None
) -> pd.DataFrame:
    """Every measure for the periods of `kpis_period`; `only` one scope, given as (kind, id)."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_part")
    cursor.execute(PARTS.format(table=table), {"flows": list(flows)})
    cursor.execute("ANALYZE kpis_part")
    narrow = "scope = %(scope)s AND id = %(id)s" if only else "TRUE"
    params = {"scope": only[0], "id": only[1]} if only else {}
    sql = f"{SUMS.format(only=narrow)} UNION ALL {LARGEST.format(only=narrow)}"
    long = read(cursor, sql, params)
    wide = long.pivot(index=INDEX, columns="slug", values="value")
    return wide.astype(float)


def read(cursor: Any, sql: str, params: dict[str, Any]) -> pd.DataFrame:
    """A query's rows as a frame, by COPY: no Python object per value. Dates stay texts."""
    query = cursor.mogrify(sql, params)
    query = query.decode() if isinstance(query, bytes) else query
    out = StringIO()
    cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", out)
    out.seek(0)
    return pd.read_csv(out, keep_default_na=False, na_values=[""], dtype={"slug": "category"})
