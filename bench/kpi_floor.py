"""The floor of a recompute: the same measures as plain statements over the tables, one for each.

Sums by owner, territory and month; medians in a second pass over won deals; the pipeline at the
start of each month as it was known then, due in months, quarters and years, and what became of it;
what was won of deals that were due after these; moves back, and cohorts by the days until their
end; days in stages; a roll-up to company, reps, teams and territories; and writing a result of the
same size, into tables with the same indexes. It knows no teams of the day, splits, quotas, working
days, late recordings, fiscal calendars, usual paths or chances; and it counts no values of KPIs: it
writes those that the product has worked out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from kernel.periods import FiscalCalendar

CLOSED = """
CREATE TEMP TABLE floor_closed AS
SELECT owner_id, territory_id, date_trunc('month', closed_on)::date AS month,
    sum(value) FILTER (WHERE status = 'won') AS won,
    count(*) FILTER (WHERE status = 'won') AS wins,
    sum(value * value) FILTER (WHERE status = 'won') AS won_square,
    sum(value) FILTER (WHERE status = 'won'
        AND created_on >= date_trunc('month', closed_on)) AS in_month,
    sum(value) FILTER (WHERE status = 'won'
        AND created_on >= date_trunc('quarter', closed_on)) AS in_quarter,
    sum(value) FILTER (WHERE status = 'won'
        AND created_on >= date_trunc('year', closed_on)) AS in_year,
    count(*) FILTER (WHERE status = 'lost' AND qualified_on IS NOT NULL) AS losses,
    sum(value) FILTER (WHERE status = 'lost' AND qualified_on IS NOT NULL) AS lost,
    sum(value * value) FILTER (WHERE status = 'lost' AND qualified_on IS NOT NULL) AS lost_square,
    count(*) FILTER (WHERE status = 'lost') AS all_losses,
    count(*) FILTER (WHERE status = 'lost' AND lost_reason <> '') AS reasoned,
    count(*) FILTER (WHERE status = 'lost' AND lost_reason ~* 'no decision') AS undecided,
    sum(closed_on - qualified_on) FILTER (WHERE status = 'won') AS cycle,
    count(qualified_on) FILTER (WHERE status = 'won') AS cycles,
    sum(value) FILTER (WHERE status = 'won' AND qualified_value > 0) AS drift_won,
    sum(qualified_value) FILTER (WHERE status = 'won' AND qualified_value > 0) AS drift_qualified,
    count(*) FILTER (WHERE status = 'won' AND qualified_value > 0) AS drifts,
    sum(pushes) AS pushes, count(*) AS deals
FROM crm_opportunity WHERE closed_on >= %(start)s AND closed_on < %(stop)s GROUP BY 1, 2, 3
"""
GENERATED = """
CREATE TEMP TABLE floor_generated AS
SELECT owner_id, territory_id, date_trunc('month', qualified_on) AS month,
    sum(qualified_value) AS value, count(*) AS deals
FROM crm_opportunity WHERE qualified_on >= %(start)s AND qualified_on < %(stop)s GROUP BY 1, 2, 3
"""
DAYS = """
CREATE TEMP TABLE floor_days AS
SELECT owner_id, territory_id, closed_on, sum(value) AS won FROM crm_opportunity
WHERE status = 'won' AND closed_on >= %(start)s AND closed_on < %(stop)s GROUP BY 1, 2, 3
"""
ACTIVITIES = """
CREATE TEMP TABLE floor_activities AS
SELECT a.rep_id, o.territory_id, date_trunc('month', a.happened_on) AS month, count(*) AS logged,
    count(*) FILTER (WHERE NOT a.automatic) AS done,
    count(*) FILTER (WHERE NOT a.automatic AND a.kind = 'meeting') AS meetings
FROM crm_activity a LEFT JOIN crm_opportunity o ON o.id = a.opportunity_id
WHERE a.done AND a.happened_on >= %(start)s AND a.happened_on < %(stop)s GROUP BY 1, 2, 3
"""
MEDIANS = """
CREATE TEMP TABLE floor_medians AS
SELECT m, q, y, owner_id, territory_id,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY cycle) AS cycle,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS value,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY drift) AS drift
FROM (
    SELECT date_trunc('month', closed_on)::date AS m, date_trunc('quarter', closed_on)::date AS q,
        date_trunc('year', closed_on)::date AS y, owner_id, territory_id,
        (closed_on - qualified_on)::float8 AS cycle, value::float8 AS value,
        value::float8 / NULLIF(qualified_value, 0)::float8 AS drift
    FROM crm_opportunity
    WHERE status = 'won' AND closed_on >= %(start)s AND closed_on < %(stop)s
) won
GROUP BY GROUPING SETS ((m), (m, owner_id), (m, territory_id), (q), (q, owner_id),
    (q, territory_id), (y), (y, owner_id), (y, territory_id))
"""
STAYS = """
CREATE TEMP TABLE floor_stays AS
SELECT new, date_trunc('month', left_at) AS month, left_at::date - effective_at::date AS days,
    count(*) AS visits
FROM (
    SELECT new, effective_at, lead(effective_at) OVER (
        PARTITION BY opportunity_id ORDER BY effective_at) AS left_at
    FROM crm_dealchange WHERE field = 'stage' AND effective_at < %(stop)s
) v WHERE left_at >= %(start)s GROUP BY 1, 2, 3
"""
# Open deals at the start of each month, with amount, close date and stage as told by then.
OPEN = """
CREATE TEMP TABLE floor_open AS
WITH told AS MATERIALIZED (
    SELECT opportunity_id, field, new, effective_at, lead(effective_at) OVER (
        PARTITION BY opportunity_id, field ORDER BY effective_at) AS until
    FROM crm_dealchange WHERE field IN ('amount', 'close_date', 'stage')
), alive AS (
    SELECT o.*, m::date AS day FROM crm_opportunity o, unnest(%(days)s::date[]) m
    WHERE o.created_on < m AND (o.closed_on IS NULL OR o.closed_on >= m)
)
SELECT o.day, o.owner_id, o.territory_id, s.new AS stage, o.status, o.closed_on,
    COALESCE(d.new::date, o.close_date) AS due, COALESCE(a.new::numeric, o.value) AS value,
    o.qualified_on < o.day AS qualified, o.last_activity_on < o.day - 14 AS silent
FROM alive o
LEFT JOIN told a ON a.opportunity_id = o.id AND a.field = 'amount' AND a.effective_at < o.day
    AND (a.until IS NULL OR a.until >= o.day)
LEFT JOIN told d ON d.opportunity_id = o.id AND d.field = 'close_date' AND d.effective_at < o.day
    AND (d.until IS NULL OR d.until >= o.day)
LEFT JOIN told s ON s.opportunity_id = o.id AND s.field = 'stage' AND s.effective_at < o.day
    AND (s.until IS NULL OR s.until >= o.day)
"""
# Won deals by the close date told by the start of the month, quarter and year they were won in.
PULLED = """
CREATE TEMP TABLE floor_pulled AS
WITH told AS MATERIALIZED (
    SELECT opportunity_id, new::date AS due, effective_at, lead(effective_at) OVER (
        PARTITION BY opportunity_id ORDER BY effective_at) AS until
    FROM crm_dealchange WHERE field = 'close_date'
), won AS (
    SELECT id, owner_id, territory_id, value, close_date, created_on,
        date_trunc('month', closed_on)::date AS m, date_trunc('quarter', closed_on)::date AS q,
        date_trunc('year', closed_on)::date AS y
    FROM crm_opportunity
    WHERE status = 'won' AND closed_on >= %(start)s AND closed_on < %(stop)s
)
SELECT owner_id, territory_id, m,
    sum(value) FILTER (WHERE created_on < m
        AND COALESCE(a.due, close_date) >= m + interval '1 month') AS in_month,
    sum(value) FILTER (WHERE created_on < q
        AND COALESCE(b.due, close_date) >= q + interval '3 months') AS in_quarter,
    sum(value) FILTER (WHERE created_on < y
        AND COALESCE(c.due, close_date) >= y + interval '1 year') AS in_year
FROM won
LEFT JOIN told a ON a.opportunity_id = id AND a.effective_at < m
    AND (a.until IS NULL OR a.until >= m)
LEFT JOIN told b ON b.opportunity_id = id AND b.effective_at < q
    AND (b.until IS NULL OR b.until >= q)
LEFT JOIN told c ON c.opportunity_id = id AND c.effective_at < y
    AND (c.until IS NULL OR c.until >= y)
GROUP BY 1, 2, 3
"""
# Moves between stages by the day, and what became of cohorts within 180 days.
MOVES = """
CREATE TEMP TABLE floor_moves AS
SELECT owner_id, territory_id, date_trunc('month', at)::date AS m, count(*) AS moves,
    count(*) FILTER (WHERE stage."order" < before."order") AS back
FROM (
    SELECT opportunity_id, new, effective_at AS at, lag(new) OVER (
        PARTITION BY opportunity_id ORDER BY effective_at) AS old
    FROM crm_dealchange WHERE field = 'stage' AND effective_at < %(stop)s
) c
JOIN crm_stage stage ON stage.slug = new JOIN crm_stage before ON before.slug = old
JOIN crm_opportunity o ON o.id = opportunity_id
WHERE at >= %(start)s AND before.kind = 'open' AND stage.kind <> 'lost' GROUP BY 1, 2, 3
"""
COHORTS = """
CREATE TEMP TABLE floor_cohorts AS
SELECT m, q, y, owner_id, territory_id, age, status, count(*) AS deals
FROM (
    SELECT date_trunc('month', qualified_on)::date AS m,
        date_trunc('quarter', qualified_on)::date AS q, date_trunc('year', qualified_on)::date AS y,
        owner_id, territory_id, status, LEAST(closed_on - qualified_on, 181) AS age
    FROM crm_opportunity WHERE qualified_on >= %(start)s AND qualified_on < %(stop)s
) qualified
GROUP BY GROUPING SETS ((m, age, status), (m, owner_id, age, status),
    (m, territory_id, age, status), (q, age, status), (q, owner_id, age, status),
    (q, territory_id, age, status), (y, age, status), (y, owner_id, age, status),
    (y, territory_id, age, status))
"""
ALL_OPEN = """
CREATE TEMP TABLE floor_all_open AS
SELECT owner_id, territory_id, kind, start, sum(value) AS value, count(*) AS deals,
    count(*) FILTER (WHERE qualified) AS qualified,
    sum(value) FILTER (WHERE due < day) AS overdue, count(*) FILTER (WHERE due < day) AS late
FROM floor_open JOIN floor_period USING (day) WHERE stop = day GROUP BY 1, 2, 3, 4
"""
DUE = """
CREATE TEMP TABLE floor_due AS
SELECT owner_id, territory_id, stage, kind, start, sum(value) AS value, count(*) AS deals,
    sum(round(value * 0.3, 4)) AS weighted, sum(value) FILTER (WHERE silent) AS silent
FROM floor_open JOIN floor_period USING (day)
WHERE stop = day AND due >= start AND due < stop GROUP BY 1, 2, 3, 4, 5
"""
LEADS = """
CREATE TEMP TABLE floor_leads AS
SELECT owner_id, territory_id, kind, start, day, sum(value) AS value, count(*) AS deals,
    sum(value) FILTER (WHERE status = 'won' AND closed_on < stop) AS won
FROM floor_open JOIN floor_period USING (day)
WHERE day < stop AND due >= start AND due < stop GROUP BY 1, 2, 3, 4, 5
"""
ROLL_UP = """
CREATE TEMP TABLE floor_rolled AS
SELECT slug, grain, start, rep_id, team_id, territory_id, sum(value) AS value FROM kpis_measure
WHERE grain <> 'day' AND stage_id IS NULL AND start = ANY(%(starts)s)
GROUP BY GROUPING SETS ((slug, grain, start), (slug, grain, start, rep_id),
    (slug, grain, start, team_id), (slug, grain, start, territory_id))
"""
SUMS = (
    *(CLOSED, GENERATED, DAYS, ACTIVITIES, MEDIANS, STAYS, PULLED, MOVES, COHORTS),
    *(OPEN, ALL_OPEN, DUE, LEADS, ROLL_UP),
)
RESULTS = {
    "kpis_measure": ("start, grain, slug, rep_id, team_id, territory_id, stage_id", "value"),
    "kpis_value": (
        "start, kind, scope_id, scope, kpi",
        '"end", value, numerator, denominator, n, low, high, note, as_of',
    ),
}


def prepare() -> None:
    """Tables like those of results, with their indexes; dropped with the database."""
    with connection.cursor() as cursor:
        for table in RESULTS:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS floor_{table} (LIKE {table} INCLUDING ALL)")


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(f'floor_{table}' for table in RESULTS)}")


def statements(calendar: FiscalCalendar, start: date, stop: date, today: date) -> dict[date, Any]:
    """All of it for the months [start, stop); returns won value by month."""
    months = calendar.months(start, stop)
    periods = {calendar.of(kind, m.start) for m in months for kind in ("month", "quarter", "year")}
    looked = [
        (p.kind, p.start, p.end, day)
        for p in periods
        for day in [*(m.start for m in calendar.months(p.start, p.end)), p.end]
        if day <= today
    ]
    params: dict[str, Any] = {
        "start": start,
        "stop": stop,
        "days": sorted({day for *_, day in looked}),
        "starts": sorted({p.start for p in periods}),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = '128MB'")
        _periods(cursor, looked)
        for statement in SUMS:
            cursor.execute(statement, params)
        for table, (key, rest) in RESULTS.items():
            _write(cursor, table, key, rest, params["starts"])
        cursor.execute("SELECT month, sum(won) FROM floor_closed GROUP BY 1")
        found = dict(cursor.fetchall())
        names = [statement.split()[3] for statement in SUMS]
        cursor.execute(f"DROP TABLE floor_period, {', '.join(names)}; RESET work_mem")
    return found


def _periods(cursor: Any, looked: Sequence[tuple[str, date, date, date]]) -> None:
    columns = [list(column) for column in zip(*looked, strict=True)]
    cursor.execute(
        "CREATE TEMP TABLE floor_period AS SELECT * FROM unnest("
        "%s::text[], %s::date[], %s::date[], %s::date[]) v (kind, start, stop, day);"
        " ANALYZE floor_period",
        columns,
    )


def _write(cursor: Any, table: str, key: str, rest: str, starts: Sequence[date]) -> None:
    """As the product has them now: all where there is nothing yet, else what is new or differs."""
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM floor_{table})")
    guard = ""
    if cursor.fetchone()[0]:
        old = ", ".join(f"f.{name}" for name in rest.split(", "))
        new = ", ".join(f"EXCLUDED.{name}" for name in rest.split(", "))
        guard = (
            f" ON CONFLICT ({key}) DO UPDATE SET ({rest}) = ROW({new})"
            f" WHERE ({old}) IS DISTINCT FROM ({new})"
        )
    cursor.execute(
        f"INSERT INTO floor_{table} AS f ({key}, {rest}) SELECT {key}, {rest} FROM {table}"
        f" WHERE start = ANY(%s) OR (start >= %s AND start < %s){guard}",
        [list(starts), min(starts), max(starts)],
    )
