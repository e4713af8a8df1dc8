"""Won deals one by one, for medians: a credited row each, with the deal's own figures."""

from datetime import date

import pandas as pd

from kpis.measures.closed import CYCLE, DRIFT, WON
from kpis.queries.ground import Ground
from kpis.queries.rollup import read
from kpis.queries.source import DEAL_REP, SPLITS, Relations

SQL = f"""
SELECT d.id AS deal, s.rep_id AS rep, s.team_id AS team, d.territory_id AS territory,
    d.closed_on, (sp.id IS NOT NULL)::int AS divided, d.value::float8 AS value,
    CASE WHEN {CYCLE} THEN d.closed_on - d.qualified_on END AS cycle,
    CASE WHEN {DRIFT} THEN d.value::float8 / d.qualified_value::float8 END AS drift
FROM {{deals}} d {SPLITS}
JOIN kpis_seat s ON s.rep_id = {DEAL_REP} AND d.closed_on >= s.start AND d.closed_on < s.stop
WHERE {WON} AND d.closed_on >= %(start)s AND d.closed_on < %(stop)s
"""


def won(on: Ground, with_: Relations, start: date, stop: date) -> pd.DataFrame:
    """Columns: deal, rep, team, territory (ids or NaN), closed_on (ISO text), divided (1 or 0),
    value, cycle (days), drift (ratio)."""
    rows = read(on.cursor, with_.fill(SQL), {"start": start, "stop": stop})
    return rows.astype(dict.fromkeys(["team", "territory", "value", "cycle", "drift"], float))
