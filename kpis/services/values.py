"""Work out every KPI for scopes and periods from stored measures, and keep the values."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from io import StringIO
from typing import Any

import pandas as pd
from psycopg2.extras import execute_values

from kernel.periods import Period
from kpis.core import context, medians
from kpis.core.evaluate import COLUMNS, FIGURES, evaluate
from kpis.core.metrics import METRICS
from kpis.core.seats import last_teams
from kpis.measures import known
from kpis.queries import ground as tables
from kpis.queries.ground import Ground
from kpis.queries.rollup import read, rollup
from kpis.queries.source import Relations
from kpis.queries.states import sources
from kpis.queries.won import won
from kpis.services import paths as usual
from teams import facts as teams

LIVE = Relations()


@dataclass(frozen=True)
class Material:
    """What values are worked out from; `table` holds the measures (stored, or just summed)."""

    on: Ground
    today: date
    table: str = "kpis_measure"
    relations: Relations = LIVE


def work_out(
    made_of: Material, wanted: Sequence[Period], only: tuple[str, int] | None = None
) -> tuple[pd.DataFrame, usual.Paths]:
    """Long table of values as `kpis.core.evaluate` gives it; and the paths used."""
    on, today = made_of.on, made_of.today
    needed = context.needed_periods(on.calendar, wanted)
    tables.periods(on.cursor, [(p, 0, None) for p in needed])
    flows = [slug for source in sources("flow") for slug in source.sums]
    frame = rollup(on.cursor, made_of.table, flows, only)
    frame = frame.join(_medians(made_of, wanted), how="left")
    paths = _paths(made_of)
    setting = context.Setting(
        calendar=on.calendar,
        today=today,
        unknown=frozenset(s for s, one in known().items() if one.unknown_without),
        measures=[*known(), "top_three_value", *medians.FIGURES.values()],
        activities=_activities(made_of),
        path_of=paths.of,
    )
    found = [
        evaluate(METRICS.items(), rows, columns, today)
        for rows, columns in context.columns(frame, wanted, setting)
    ]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS)), paths
    return pd.concat(found, ignore_index=True), paths


def keep(on: Ground, values: pd.DataFrame, wanted: Sequence[Period], run: Any) -> int:
    """Store the values of the wanted periods for all scopes; returns how many rows changed."""
    on.cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_new;"
        "CREATE TEMP TABLE kpis_new ON COMMIT DROP AS"
        f" SELECT {', '.join(_quoted())} FROM kpis_value LIMIT 0"
    )
    out = StringIO()
    _rounded(values).to_csv(out, index=False, header=False, quoting=csv.QUOTE_MINIMAL)
    out.seek(0)
    on.cursor.copy_expert(
        f"COPY kpis_new ({', '.join(_quoted())}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL"
        " (note))",
        out,
    )
    tables.periods(on.cursor, [(p, 0, None) for p in wanted])
    on.cursor.execute("ANALYZE kpis_new")
    return _merge(on, run)


def keep_paths(on: Ground, paths: usual.Paths, wanted: Sequence[Period]) -> int:
    """Store the usual paths of the company and every team for the wanted periods."""
    nodes = [usual.COMPANY, *(("team", team.id) for team in teams.team_facts())]
    rows = usual.stored_rows(paths, nodes, wanted)
    execute_values(
        on.cursor,
        "INSERT INTO kpis_usualpath AS p (scope, scope_id, kind, start, periods, usual, low, high)"
        " VALUES %s ON CONFLICT (scope, scope_id, kind, start) DO UPDATE"
        " SET (periods, usual, low, high)"
        " = (EXCLUDED.periods, EXCLUDED.usual, EXCLUDED.low, EXCLUDED.high)"
        " WHERE (p.periods, p.usual, p.low, p.high) IS DISTINCT FROM"
        " (EXCLUDED.periods, EXCLUDED.usual, EXCLUDED.low, EXCLUDED.high)",
        rows,
        page_size=max(1, len(rows)),
    )
    return int(on.cursor.rowcount) if rows else 0


def _merge(on: Ground, run: Any) -> int:
    key = ["scope", "scope_id", "kind", "start", "kpi"]
    same = " AND ".join(f"n.{k} = v.{k}" for k in key)
    rest = [c for c in _quoted() if c not in key]
    on.cursor.execute(
        "DELETE FROM kpis_value v USING kpis_period p WHERE v.kind = p.kind AND v.start = p.start"
        f" AND NOT EXISTS (SELECT 1 FROM kpis_new n WHERE {same})"
    )
    written = on.cursor.rowcount
    new, old = (", ".join(f"{side}.{c}" for c in rest) for side in ("EXCLUDED", "v"))
    differs = ", ".join(f"n.{c}" for c in rest)
    on.cursor.execute(
        f"""INSERT INTO kpis_value AS v ({", ".join(_quoted())}, run_id)
        SELECT {", ".join(f"n.{c}" for c in _quoted())}, %s FROM kpis_new n
        WHERE NOT EXISTS (SELECT 1 FROM kpis_value v WHERE {same}
            AND ({differs}) IS NOT DISTINCT FROM ({old}))
        ON CONFLICT ({", ".join(key)}) DO UPDATE SET ({", ".join(rest)}, run_id)
            = ({new}, EXCLUDED.run_id) WHERE ({old}) IS DISTINCT FROM ({new})""",
        [run.pk if run else None],
    )
    return int(written + on.cursor.rowcount)


def _quoted() -> list[str]:
    return ['"end"' if c == "end" else c for c in COLUMNS]


def _rounded(values: pd.DataFrame) -> pd.DataFrame:
    """Rounded as stored, so that equal values compare equal."""
    table = values[list(COLUMNS)].copy()
    places = {"numerator": 6, "denominator": 6, "n": 0}
    for name in FIGURES:
        table[name] = table[name].astype(float).round(places.get(name, 8))
    table["n"] = table["n"].astype("Int64")
    return table


def _medians(made_of: Material, wanted: Sequence[Period]) -> pd.DataFrame:
    on = made_of.on
    start, stop = min(p.start for p in wanted), max(p.end for p in wanted)
    rows = won(on, made_of.relations, start, stop)
    below = {
        "team": tables.pairs(teams.team_tree()),
        "territory": tables.pairs(tables.territory_tree()),
    }
    return medians.medians(rows, wanted, below)


def _paths(made_of: Material) -> usual.Paths:
    on = made_of.on
    daily = usual.daily(on, made_of.today + timedelta(1), made_of.table)

    @lru_cache(maxsize=256)
    def home(period: Period) -> Any:
        return last_teams(on.seats, period.start, period.end)

    return usual.Paths(on.calendar, made_of.today, daily, home)


def _activities(made_of: Material) -> dict[date, float]:
    rows = read(
        made_of.on.cursor,
        f"SELECT start, sum(value) AS value FROM {made_of.table}"
        " WHERE slug = 'activity_all_count' AND grain = 'month' GROUP BY 1",
        {},
    )
    starts = [date.fromisoformat(str(day)) for day in rows["start"]]
    return dict(zip(starts, rows["value"].astype(float), strict=True))
