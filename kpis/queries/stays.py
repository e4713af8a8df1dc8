"""How long deals stay in stages, counted by days; and from it when silence is long.

A visit ends when the deal moves on, in the month of that day. Two rows of one moment are one
move. The counts of a year give exact centiles, and a month can be counted anew alone.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kernel.periods import FiscalCalendar
from kpis.queries.ground import Ground

STALE, SLOW = 0.75, 0.9
MONTHS = 12

VISITS = """
CREATE TEMP TABLE kpis_visits ON COMMIT DROP AS
WITH moves AS (
    SELECT new, effective_at, lead(effective_at) OVER (
        PARTITION BY opportunity_id ORDER BY effective_at, inferred DESC, recorded_at, id
    ) AS left_at
    FROM crm_dealchange
    WHERE field = 'stage' AND effective_at < %(cut)s AND recorded_at < %(cut)s {narrowed}
), visits AS (
    SELECT new, (left_at AT TIME ZONE %(zone)s)::date AS day,
        (left_at AT TIME ZONE %(zone)s)::date - (effective_at AT TIME ZONE %(zone)s)::date AS days
    FROM moves WHERE left_at > effective_at
)
SELECT st.id AS stage_id, b.start, v.days, count(*) AS visits
FROM visits v JOIN crm_stage st ON st.slug = v.new AND st.kind = 'open'
JOIN kpis_bucket b ON b.day = v.day
GROUP BY 1, 2, 3
"""

# For a few months only: in most of the months there are, nearly every deal moves.
NARROWED = """AND opportunity_id IN (
        SELECT opportunity_id FROM crm_dealchange
        WHERE field = 'stage' AND effective_at >= %(from)s AND effective_at < %(to)s
    )"""

STORE = """
WITH gone AS (
    DELETE FROM kpis_stagestay k
    WHERE k.start IN (SELECT start FROM kpis_bucket)
        AND NOT EXISTS (
            SELECT 1 FROM kpis_visits v
            WHERE v.stage_id = k.stage_id AND v.start = k.start AND v.days = k.days
        )
    RETURNING 1
), stored AS (
    INSERT INTO kpis_stagestay (stage_id, start, days, visits)
    SELECT stage_id, start, days, visits FROM kpis_visits
    ON CONFLICT (start, stage_id, days) DO UPDATE SET visits = EXCLUDED.visits
        WHERE kpis_stagestay.visits <> EXCLUDED.visits
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM stored)
"""

LIMITS = """
CREATE TEMP TABLE kpis_limit ON COMMIT DROP AS
SELECT day, stage_id, min(days) FILTER (WHERE so_far >= {stale} * total) AS stale_after,
    min(days) FILTER (WHERE so_far >= {slow} * total) AS slow_after
FROM (
    SELECT c.day, k.stage_id, k.days,
        sum(sum(k.visits)) OVER (PARTITION BY c.day, k.stage_id ORDER BY k.days) AS so_far,
        sum(sum(k.visits)) OVER (PARTITION BY c.day, k.stage_id) AS total
    FROM {table} k JOIN unnest(%(days)s::date[], %(since)s::date[], %(upto)s::date[])
        c (day, since, upto) ON k.start >= c.since AND k.start < c.upto
    GROUP BY c.day, k.stage_id, k.days
) counted
GROUP BY day, stage_id
"""


def count(on: Ground, cut: datetime) -> None:
    """Count the visits that ended in the months of `kpis_bucket`, as known at the cut."""
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_visits")
    on.cursor.execute("SELECT min(day), max(day) FROM kpis_bucket")
    first, last = on.cursor.fetchone()
    span = {"from": on.start_of(first), "to": on.cut(last)}
    few = last - first < timedelta(366)
    sql = VISITS.format(narrowed=NARROWED if few else "")
    on.cursor.execute(sql, {"cut": cut, "zone": str(on.zone), **span})


def store(on: Ground) -> int:
    """Keep the counts; returns how many rows were written."""
    on.cursor.execute(STORE)
    return int(on.cursor.fetchone()[0])


def limits(on: Ground, days: Sequence[date], table: str = "kpis_stagestay") -> int:
    """Fill `kpis_limit` for each day from the twelve complete months up to it; the longest stale
    limit of all."""
    spans = [span(on.calendar, day) for day in days]
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_limit")
    sql = LIMITS.format(stale=STALE, slow=SLOW, table=table)
    since, upto = [start for start, _ in spans], [stop for _, stop in spans]
    on.cursor.execute(sql, {"days": list(days), "since": since, "upto": upto})
    on.cursor.execute("SELECT COALESCE(max(stale_after), 0) FROM kpis_limit")
    return int(on.cursor.fetchone()[0])


def span(calendar: FiscalCalendar, day: date) -> tuple[date, date]:
    """The first day of the months that count, and the day after the last."""
    stop = calendar.month_of(day + timedelta(1)).start
    return calendar.back(calendar.month_of(stop), MONTHS).start, stop
