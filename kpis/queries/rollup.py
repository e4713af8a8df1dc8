"""Measures read for scopes and periods: frames come out, by COPY."""

from collections.abc import Sequence
from io import StringIO
from typing import Any

import pandas as pd

from kernel.periods import FiscalCalendar, Period
from kpis.core.sums import Below, Node, Wanted, roll_up

ROWS = """
SELECT m.slug, m.grain, m.start, COALESCE(m.rep_id, 0) AS rep, COALESCE(m.team_id, 0) AS team,
    COALESCE(m.territory_id, 0) AS territory, m.value
FROM {table} m
WHERE m.grain = 'month' AND m.slug = ANY(%(flows)s) AND m.start = ANY(%(months)s)
UNION ALL
SELECT m.slug, m.grain, m.start, COALESCE(m.rep_id, 0), COALESCE(m.team_id, 0),
    COALESCE(m.territory_id, 0), m.value
FROM {table} m JOIN unnest(%(kinds)s::text[], %(starts)s::date[]) p (kind, start)
    ON p.kind = m.grain AND p.start = m.start
WHERE m.stage_id IS NULL AND NOT m.slug = ANY(%(flows)s) AND m.grain <> 'day'
"""


def rollup(
    cursor: Any,
    table: str,
    flows: Sequence[str],
    periods: Sequence[Period],
    calendar: FiscalCalendar,
    below: Below,
    only: Node | None = None,
) -> pd.DataFrame:
    """Every measure for the periods, as `kpis.core.sums.roll_up` gives it."""
    months = {
        p: [p.start] if p.kind == "range" else [m.start for m in calendar.months(p.start, p.end)]
        for p in periods
    }
    params = {
        "flows": list(flows),
        "months": sorted({month for each in months.values() for month in each}),
        "kinds": [p.kind for p in periods],
        "starts": [p.start for p in periods],
    }
    rows = read(cursor, ROWS.format(table=table), params, ("slug", "grain", "start"))
    pieces = {
        (str(p.kind), p.start.isoformat()): [month.isoformat() for month in each]
        for p, each in months.items()
    }
    return roll_up(rows, Wanted(pieces, frozenset(flows)), below, only)


def read(cursor: Any, sql: str, params: dict[str, Any], words: Sequence[str] = ()) -> pd.DataFrame:
    """A query's rows as a frame, by COPY: no Python object per value. Dates stay texts; `words`
    are columns of few different ones."""
    query = cursor.mogrify(sql, params)
    query = query.decode() if isinstance(query, bytes) else query
    out = StringIO()
    cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv, HEADER)", out)
    out.seek(0)
    kinds: Any = dict.fromkeys(words, "category")
    return pd.read_csv(out, keep_default_na=False, na_values=[""], dtype=kinds)
