"""Work out the funnels of whole fiscal years and keep them; a second run writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd

from kernel.periods import FiscalCalendar, Period
from kpis.core.funnel import rollup
from kpis.core.funnel.parts import DIMS
from kpis.core.funnel.parts import keys as part_keys
from kpis.core.funnel.tally import BASES, COUNTS, VALUES, Shape, tally
from kpis.core.funnel.visits import PLACES, Visits
from kpis.queries import ground as tables
from kpis.queries import visits as ways
from kpis.queries.ground import Ground
from kpis.queries.rollup import read
from kpis.services import visits
from kpis.services.measures import Window
from teams import facts as teams

WHERE = ("basis", "scope", "scope_id", "kind", "start", "dim", "key", "stage_id")
DAYS = ("stay_median", "stay_slow")
SAYS = (*COUNTS, *VALUES, "stays", *DAYS)
STORE = """
WITH gone AS (
    DELETE FROM kpis_funnelstep k USING (
        SELECT o.id FROM kpis_funnelstep o LEFT JOIN kpis_funnel n USING ({where})
        WHERE o.start >= %(start)s AND o.start < %(stop)s AND n.basis IS NULL
    ) old WHERE k.id = old.id
    RETURNING 1
), stored AS (
    INSERT INTO kpis_funnelstep AS o ({where}, {says}) SELECT {where}, {says} FROM kpis_funnel
    ORDER BY start, kind, scope, scope_id
    ON CONFLICT (start, kind, scope, scope_id, basis, dim, key, stage_id)
    DO UPDATE SET ({says}) = ROW({excluded}) WHERE ({old}) IS DISTINCT FROM ({excluded})
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored)
""".format(
    where=", ".join(WHERE),
    says=", ".join(SAYS),
    old=", ".join(f"o.{one}" for one in SAYS),
    excluded=", ".join(f"EXCLUDED.{one}" for one in SAYS),
)


@dataclass(frozen=True)
class Nodes:
    """Scopes by number, and for each seat the number of the node where its deals are counted.

    `above`: for each scope the numbers of the nodes that it counts; None: each is its own.
    """

    scopes: Sequence[tuple[str, int]]
    of_seat: dict[int, int]
    size: int
    above: Sequence[Sequence[int]] | None


@dataclass(frozen=True)
class Places:
    """Where and when things count: `seat[number of the rep, day of the year]`, `month[day]`; both
    −1 outside. `rep`: id of the rep to their number."""

    rep: Any
    seat: Any
    month: Any


def keep(window: Window) -> int:
    """Work out and store the funnels of the fiscal years that the window touches; rows written."""
    calendar = teams.company().calendar
    written = 0
    for year in calendar_years(calendar, window.start, window.stop):
        if year.start <= window.today:
            written += keep_year(year, window.today)
    return written


def calendar_years(calendar: FiscalCalendar, start: date, stop: date) -> list[Period]:
    found = [calendar.year_of(start)]
    while found[-1].end < stop:
        found.append(calendar.next(found[-1]))
    return found


def keep_year(year: Period, today: date) -> int:
    """One fiscal year, in one transaction: its months, quarters and itself."""
    with tables.ground(lambda calendar: calendar.months(year.start, year.end), hashed=True) as on:
        on.cursor.execute("SELECT pg_advisory_xact_lock(7415, %s)", [year.start.toordinal()])
        ways.gather(on, year.start, year.end)
        frame = read_rows(on, year, today)
        parts = list(work_out(on, frame, year))
        written = visits.keep(on.cursor, year.start, year.end)
        return written + _store(on, pd.concat(parts) if parts else None, year)


def read_rows(on: Ground, year: Period, today: date) -> pd.DataFrame:
    return read(on.cursor, ways.rows_sql(), {"start": year.start, "today": today}, DIMS)


def work_out(on: Ground, frame: pd.DataFrame, year: Period) -> Iterator[pd.DataFrame]:
    """Everything that is stored of the year, in parts."""
    on.cursor.execute("SELECT step, stage_id FROM kpis_step WHERE step BETWEEN 1 AND 999")
    stages = dict(on.cursor.fetchall())
    if frame.empty or not stages:
        return
    months = on.calendar.months(year.start, year.end)
    periods = _periods(on.calendar, months)
    ids = np.array([stages[step] for step in sorted(stages)])
    which = [[n for n, m in enumerate(months) if p.start <= m.start < p.end] for p in periods]
    who, places = _who(on), _places(on, year, months)
    for nodes, dim in [(of_reps(who), ""), *((of_teams(who), one) for one in ("", *DIMS))]:
        codes, keys = part_keys(frame, dim)
        shape = Shape(len(months), nodes.size, len(keys), max(stages))
        visits = _visits(frame, nodes, places, codes)
        for basis in BASES:
            for sums in rollup.roll_up(tally(visits, basis, shape), which, nodes.above):
                period = periods[sums.period]
                scopes = np.array(nodes.scopes, dtype=object)
                yield pd.DataFrame(
                    {
                        "basis": basis,
                        "scope": scopes[sums.node, 0],
                        "scope_id": scopes[sums.node, 1],
                        "kind": period.kind,
                        "start": period.start.isoformat(),
                        "dim": dim,
                        "key": np.array(keys, dtype=object)[sums.key],
                        "stage_id": ids[sums.step],
                        **{name: sums.values[name] for name in SAYS},
                    }
                )


def _periods(calendar: FiscalCalendar, months: Sequence[Period]) -> list[Period]:
    kinds = ("month", "quarter", "year")
    return sorted({calendar.of(kind, m.start) for m in months for kind in kinds})  # type: ignore[arg-type]


def _who(on: Ground) -> list[tuple[int, int, int | None]]:
    on.cursor.execute("SELECT id, rep_id, team_id FROM kpis_who ORDER BY id")
    return list(on.cursor.fetchall())


def of_reps(who: Sequence[tuple[int, int, int | None]]) -> Nodes:
    reps = sorted({rep for _, rep, _ in who})
    number = {rep: n for n, rep in enumerate(reps)}
    return Nodes(
        [("rep", rep) for rep in reps],
        {seat: number[rep] for seat, rep, _ in who},
        len(reps),
        None,
    )


def of_teams(who: Sequence[tuple[int, int, int | None]]) -> Nodes:
    """The company and every team with all below it; deals of people without a team count for the
    company alone."""
    tree = teams.team_tree()
    known = list(tree.walk())
    number = {team: n for n, team in enumerate(known)}
    seats = {seat: len(known) if team is None else number[team] for seat, _, team in who}
    scopes = [("company", 0), *(("team", team) for team in known)]
    above = [range(len(known) + 1), *([number[low] for low in tree.below(t)] for t in known)]
    return Nodes(scopes, seats, len(known) + 1, above)


def _places(on: Ground, year: Period, months: Sequence[Period]) -> Places:
    """The last day of each table stands for every day outside of the year."""
    on.cursor.execute("SELECT rep_id, day - %s::date, seat FROM kpis_place", [year.start])
    rows = np.array(on.cursor.fetchall(), np.int64).reshape(-1, 3)
    ids = np.unique(rows[:, 0])
    rep = np.zeros(ids.max(initial=0) + 2, np.int64)
    rep[ids] = np.arange(len(ids))
    days = (year.end - year.start).days
    seat = np.full((len(ids), days + 1), -1, np.int64)
    seat[rep[rows[:, 0]], rows[:, 1]] = rows[:, 2]
    month = np.full(days + 1, -1, np.int64)
    for number, one in enumerate(months):
        month[(one.start - year.start).days : (one.end - year.start).days] = number
    return Places(rep, seat, month)


def _visits(frame: pd.DataFrame, nodes: Nodes, places: Places, codes: Any) -> Visits:
    """The frame as arrays; days from the start of the year become months and nodes."""
    whole = {name: frame[name].to_numpy(np.int64) for name in frame.columns if name not in DIMS}
    node = np.full(max(nodes.of_seat, default=0) + 2, -1, np.int64)
    for seat, number in nodes.of_seat.items():
        node[seat] = number
    outside, rep = len(places.month) - 1, places.rep[whole["rep"]]
    day = {
        name: np.where((whole[name] >= 0) & (whole[name] < outside), whole[name], outside)
        for name in PLACES
    }
    return Visits(
        step=whole["step"] - 1,
        bits=whole["bits"],
        days=whole["days"],
        units=whole["units"],
        month={name: places.month[day[name]] for name in PLACES},
        node={name: node[places.seat[rep, day[name]]] for name in PLACES},
        key=codes,
    )


def _store(on: Ground, rows: pd.DataFrame | None, year: Period) -> int:
    on.cursor.execute(
        f"CREATE TEMP TABLE kpis_funnel ON COMMIT DROP AS SELECT {', '.join((*WHERE, *SAYS))}"
        " FROM kpis_funnelstep LIMIT 0"
    )
    if rows is not None:
        _copy(on, rows)
    on.cursor.execute(STORE, {"start": year.start, "stop": year.end})
    return int(on.cursor.fetchone()[0])


def _copy(on: Ground, rows: pd.DataFrame) -> None:
    table = rows[[*WHERE, *SAYS]].copy()
    for name in (*COUNTS, "stays"):
        table[name] = table[name].astype(np.int64)
    for name in DAYS:
        table[name] = table[name].astype("Int64")
    for name in VALUES:
        table[name] = table[name].astype(np.int64) / 10_000
    out = StringIO()
    table.to_csv(out, index=False, header=False, float_format="%.4f")
    out.seek(0)
    names = ", ".join(table.columns)
    on.cursor.copy_expert(
        f"COPY kpis_funnel ({names}) FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (dim, key))", out
    )
    on.cursor.execute("ANALYZE kpis_funnel")
