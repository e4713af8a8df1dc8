"""Work out every KPI for scopes and periods from stored measures, and keep the values."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

from kernel.periods import Period
from kpis.core import cohort, context, medians
from kpis.core.changes import KEY, changes
from kpis.core.evaluate import COLUMNS, FIGURES, evaluate
from kpis.core.metrics import METRICS
from kpis.core.seats import last_teams
from kpis.core.sums import PEOPLE, REACHED, Below
from kpis.measures import known
from kpis.queries import ground as tables
from kpis.queries.ground import Ground
from kpis.queries.qualified import qualified
from kpis.queries.rollup import read, rollup
from kpis.queries.source import Relations
from kpis.queries.states import sources
from kpis.queries.won import won
from kpis.services import paths as usual
from teams import facts as teams

LIVE = Relations()
STORED = """
SELECT v.id, {columns} FROM kpis_value v
WHERE (v.kind, v.start) IN (SELECT kind, start FROM kpis_period)
"""


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
    flows = [slug for source in sources("flow") for slug in source.sums]
    below = {
        "team": tables.pairs(teams.team_tree()),
        "territory": tables.pairs(tables.territory_tree()),
    }
    frame = rollup(on.cursor, made_of.table, flows, needed, on.calendar, below, only)
    frame = frame.join(_medians(made_of, wanted, below), how="left")
    frame = frame.join(_cohorts(made_of, wanted, below), how="left")
    paths = _paths(made_of)
    beside = (*medians.FIGURES.values(), *cohort.FIGURES, PEOPLE, *REACHED)
    setting = context.Setting(
        calendar=on.calendar,
        today=today,
        unknown=frozenset(s for s, one in known().items() if one.unknown_without)
        | frozenset((*cohort.FIGURES, PEOPLE, *REACHED)),
        measures=[*known(), "top_three_value", *beside],
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
    tables.periods(on.cursor, [(p, 0, None, None) for p in wanted])
    words = ("kpi", "scope", "kind", "start", "end", "note", "as_of")
    stored = read(on.cursor, STORED.format(columns=_quoted()), {}, words)
    stored = stored.assign(note=stored["note"].astype(object).fillna(""))
    found = changes(_rounded(values), stored)
    if found.gone:
        on.cursor.execute("DELETE FROM kpis_value WHERE id = ANY(%s)", [found.gone])
    by = run.pk if run else None
    copy(on, "kpis_value", _ordered(found.new).assign(run_id=by))
    return len(found.gone) + len(found.new) + _change(on, found.changed, by)


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """In the order of the index, which makes writing them much faster."""
    start, kind = (pd.factorize(rows[name], sort=True)[0] for name in ("start", "kind"))
    return rows.iloc[np.lexsort((rows["scope_id"], kind, start))]


def copy(on: Ground, table: str, rows: pd.DataFrame) -> None:
    """Write rows to a table that has their columns."""
    if rows.empty:
        return
    out = StringIO()
    rows.to_csv(out, index=False, header=False, quoting=csv.QUOTE_MINIMAL)
    out.seek(0)
    names = ", ".join(f'"{name}"' for name in rows.columns)
    on.cursor.copy_expert(
        f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (note))", out
    )


def _change(on: Ground, rows: pd.DataFrame, by: Any) -> int:
    """Write values that differ. What the database holds as equal is left alone all the same."""
    if rows.empty:
        return 0
    on.cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_new; CREATE TEMP TABLE kpis_new ON COMMIT DROP AS"
        f" SELECT {_quoted()}, id FROM kpis_value LIMIT 0"
    )
    copy(on, "kpis_new", rows)
    new, old = (", ".join(f'{side}."{c}"' for c in COLUMNS if c not in KEY) for side in "nv")
    names = ", ".join(f'"{c}"' for c in COLUMNS if c not in KEY)
    on.cursor.execute(
        f"ANALYZE kpis_new; UPDATE kpis_value v SET ({names}, run_id) = ROW({new}, %s::bigint)"
        f" FROM kpis_new n WHERE v.id = n.id AND ({old}) IS DISTINCT FROM ({new})",
        [by],
    )
    return int(on.cursor.rowcount)


def keep_paths(on: Ground, paths: usual.Paths, wanted: Sequence[Period]) -> int:
    """Store the usual paths of the company and every team for the wanted periods."""
    nodes = [usual.COMPANY, *(("team", team.id) for team in teams.team_facts())]
    out = StringIO()
    csv.writer(out).writerows(usual.stored_rows(paths, nodes, wanted))
    out.seek(0)
    names = "scope, scope_id, kind, start, periods, usual, low, high"
    on.cursor.execute(
        "DROP TABLE IF EXISTS pg_temp.kpis_new; CREATE TEMP TABLE kpis_new ON COMMIT DROP AS"
        f" SELECT {names} FROM kpis_usualpath LIMIT 0"
    )
    on.cursor.copy_expert(f"COPY kpis_new ({names}) FROM STDIN WITH (FORMAT csv)", out)
    on.cursor.execute(
        f"INSERT INTO kpis_usualpath AS p ({names}) SELECT {names} FROM kpis_new"
        " ON CONFLICT (scope, scope_id, kind, start) DO UPDATE"
        " SET (periods, usual, low, high)"
        " = (EXCLUDED.periods, EXCLUDED.usual, EXCLUDED.low, EXCLUDED.high)"
        " WHERE (p.periods, p.usual, p.low, p.high) IS DISTINCT FROM"
        " (EXCLUDED.periods, EXCLUDED.usual, EXCLUDED.low, EXCLUDED.high)"
    )
    return int(on.cursor.rowcount)


def _quoted() -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS)


def _rounded(values: pd.DataFrame) -> pd.DataFrame:
    """Rounded and written as stored, so that equal values compare equal."""
    table = values[list(COLUMNS)].copy()
    places = {"numerator": 6, "denominator": 6, "n": 0}
    for name in FIGURES:
        table[name] = table[name].astype(float).round(places.get(name, 8))
    table["n"] = table["n"].astype("Int64")
    for name in ("start", "end", "as_of"):
        days = table[name].to_numpy(object)
        texts = {day: day.isoformat() for day in set(days)}
        table[name] = np.array([texts[day] for day in days], dtype=object)
    return table


def _medians(made_of: Material, wanted: Sequence[Period], below: Below) -> pd.DataFrame:
    on = made_of.on
    start, stop = min(p.start for p in wanted), max(p.end for p in wanted)
    rows = won(on, made_of.relations, start, stop)
    return medians.medians(rows, wanted, below)


def _cohorts(made_of: Material, wanted: Sequence[Period], below: Below) -> pd.DataFrame:
    span = min(p.start for p in wanted), max(p.end for p in wanted)
    rows = qualified(made_of.on, made_of.relations, span, made_of.today)
    return cohort.cohorts(rows, wanted, below)


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
