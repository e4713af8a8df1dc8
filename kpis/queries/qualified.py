"""Qualified deals one by one: a credited row each, with how they ended within the horizon."""

from datetime import date

import pandas as pd

from kpis.core.cohort import HORIZON
from kpis.queries.ground import Ground
from kpis.queries.rollup import read
from kpis.queries.source import DEAL_REP, SPLITS, Relations

RIPE = f"%(today)s::date - d.qualified_on >= {HORIZON}"
AGE = "COALESCE(d.closed_on, %(today)s::date) - d.qualified_on"
SQL = f"""
SELECT s.rep_id AS rep, s.team_id AS team, d.territory_id AS territory, d.qualified_on,
    {{share}}::float8 AS share,
    GREATEST(LEAST({AGE}, {HORIZON + 1}), 0) AS age,
    CASE WHEN d.status = 'won' AND {AGE} <= {HORIZON} THEN {{share}} ELSE 0 END::float8 AS won,
    CASE WHEN d.status = 'lost' AND {AGE} <= {HORIZON} THEN {{share}} ELSE 0 END::float8 AS lost,
    CASE WHEN {RIPE} THEN {{share}} ELSE 0 END::float8 AS ripe
FROM {{deals}} d {SPLITS}
JOIN kpis_seat s ON s.rep_id = {DEAL_REP} AND d.qualified_on >= s.start AND d.qualified_on < s.stop
WHERE d.qualified_on >= %(start)s AND d.qualified_on < %(stop)s
"""


def qualified(on: Ground, with_: Relations, span: tuple[date, date], today: date) -> pd.DataFrame:
    """Columns: rep, team, territory (ids or NaN), qualified_on (ISO text), share, age (days until
    the end or today, at most one beyond the horizon); and the share again where it was won or lost
    in time, and where it is `ripe`: had its days by today."""
    asked = {"start": span[0], "stop": span[1], "today": today}
    rows = read(on.cursor, with_.fill(SQL), asked)
    floats = dict.fromkeys(["team", "territory", "share", "won", "lost", "ripe"], float)
    return rows.astype(floats)
