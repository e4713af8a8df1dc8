"""Deals open at the ends of many days, all in one statement, as they stood and were known then.

The same answer as `as_of` and `open_deals` give for one day. One row per day, open deal and person
credited; days are numbered from 1 in the table `kpis_cut`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from kernel.money import digits
from kpis.queries import stays
from kpis.queries.ground import Ground
from kpis.queries.open_deals import TOUCH_DAYS, open_sql
from kpis.queries.relation import past
from kpis.queries.source import Relations

# About so many open deals are looked at together, which bounds the size of temporary tables.
ROWS = 3_000_000

CUTS = """
CREATE TEMP TABLE kpis_cut ON COMMIT DROP AS
SELECT c.day, c.n, GREATEST(l.longest, {touch}) + 1 AS span
FROM unnest(%(days)s::date[]) WITH ORDINALITY c (day, n)
LEFT JOIN (SELECT day, max(stale_after) AS longest FROM kpis_limit GROUP BY day) l USING (day)
"""
# Rates of the currencies in force on each day.
RATES = """
CREATE TEMP TABLE kpis_rate ON COMMIT DROP AS
SELECT c.n, m.currency, r.rate FROM kpis_cut c
CROSS JOIN (SELECT DISTINCT currency FROM teams_exchangerate) m
CROSS JOIN LATERAL (
    SELECT rate FROM teams_exchangerate e WHERE e.currency = m.currency AND e.day <= c.day
    ORDER BY e.day DESC LIMIT 1
) r
"""
# How many deals were open at the end of each day, late closings apart.
OPEN = """
SELECT sum(sum(step)) OVER (ORDER BY n) FROM (
    SELECT width_bucket(created_on, %(starts)s::date[]) + 1 AS n, count(*) AS step
    FROM crm_opportunity GROUP BY 1
    UNION ALL
    SELECT width_bucket(closed_on, %(starts)s::date[]) + 1, -count(*)
    FROM crm_opportunity WHERE closed_on IS NOT NULL GROUP BY 1
    UNION ALL SELECT n, 0 FROM generate_series(1, %(count)s) n
) steps GROUP BY n ORDER BY n
"""

# Deals that existed by the day and had not closed; and those whose closing was recorded later.
ALIVE = """
SELECT o.id, n FROM crm_opportunity o
CROSS JOIN LATERAL generate_series(width_bucket(o.created_on, %(starts)s::date[]) + 1,
    COALESCE(width_bucket(o.closed_on, %(starts)s::date[]), %(count)s)) n
UNION ALL
SELECT DISTINCT o.id, n FROM kpis_late l JOIN crm_opportunity o ON o.id = l.opportunity_id
CROSS JOIN LATERAL generate_series(width_bucket(l.effective_at, %(cuts)s::timestamptz[]) + 1,
    width_bucket(l.recorded_at, %(cuts)s::timestamptz[])) n
WHERE NOT (n > width_bucket(o.created_on, %(starts)s::date[])
    AND n <= COALESCE(width_bucket(o.closed_on, %(starts)s::date[]), %(count)s))
"""
DEALS = f"""(
    SELECT o.id, c.n, c.day, c.span, COALESCE(owner.id, o.owner_id) AS owner_id, o.territory_id,
        COALESCE(stage.id, o.stage_id) AS stage_id, 'open' AS status, o.created_on, o.probability,
        CASE WHEN t.category IS NOT NULL THEN t.category
            WHEN o.status = 'open' THEN o.forecast_category ELSE '' END AS forecast_category,
        CASE WHEN t.stage_told THEN t.qualified
            WHEN o.qualified_on <= c.day THEN o.qualified_on END AS qualified_on,
        CASE WHEN t.close_date IS NULL THEN o.close_date
            ELSE NULLIF(t.close_date, '')::date END AS close_date,
        CASE WHEN o.last_activity_on <= c.day THEN o.last_activity_on END AS last_activity_on,
        w.value, w.value IS NOT DISTINCT FROM o.value AS same_value
    FROM ({ALIVE}) k
    JOIN kpis_cut c ON c.n = k.n
    JOIN crm_opportunity o ON o.id = k.id
    LEFT JOIN kpis_spans t ON t.n = k.n AND t.id = k.id
    LEFT JOIN crm_stage stage ON stage.slug = t.stage
    LEFT JOIN teams_rep owner ON owner.external_id = t.owner
    CROSS JOIN LATERAL (SELECT
        CASE WHEN t.amount IS NULL THEN o.amount ELSE NULLIF(t.amount, '')::numeric END AS amount,
        COALESCE(t.currency, o.currency) AS currency) v
    LEFT JOIN kpis_rate r ON r.n = k.n AND r.currency = v.currency
    CROSS JOIN LATERAL (SELECT CASE
        WHEN v.currency = %(currency)s THEN
            CASE WHEN v.amount = o.amount AND o.currency = %(currency)s THEN o.value
                ELSE v.amount END
        ELSE round(v.amount * r.rate, %(digits)s) END AS value) w
    WHERE COALESCE(t.status, CASE WHEN o.closed_on > c.day THEN 'open' ELSE o.status END) = 'open'
)"""


def batches(on: Ground, days: Sequence[date]) -> Iterator[list[date]]:
    """The days in order, so many at a time that their open deals stay below `ROWS`."""
    ordered = sorted(days)
    on.cursor.execute(OPEN, _params(on, ordered))
    sizes = [int(row[0]) for row in on.cursor.fetchall()[: len(ordered)]]
    batch: list[date] = []
    so_far = 0
    for day, size in zip(ordered, sizes, strict=True):
        if batch and so_far + size > ROWS:
            yield batch
            batch, so_far = [], 0
        batch.append(day)
        so_far += size
    if batch:
        yield batch


def gather(on: Ground, days: Sequence[date], people: Sequence[int] | None) -> None:
    """Fill `kpis_open` with the deals open at the end of each of the days, which are those of
    `spans.prepare`, in order."""
    longest = stays.limits(on, days)
    gone = "pg_temp.kpis_cut, pg_temp.kpis_rate, pg_temp.kpis_open"
    on.cursor.execute(f"DROP TABLE IF EXISTS {gone}")
    params = _params(on, days) | {
        "reps": people,
        "window": max(longest, TOUCH_DAYS) + 1,
        "currency": on.currency,
        "digits": digits(on.currency),
    }
    on.cursor.execute(
        f"{CUTS.format(touch=TOUCH_DAYS)}; ANALYZE kpis_cut; {RATES}; ANALYZE kpis_rate", params
    )
    deals = past(DEALS, digits(on.currency))
    sql = Relations(deals=deals).fill(open_sql(deals, many=True))
    if people is not None:
        sql += " AND COALESCE(sp.rep_id, d.owner_id) = ANY(%(reps)s)"
    on.cursor.execute(f"CREATE TEMP TABLE kpis_open ON COMMIT DROP AS {sql}", params)
    on.cursor.execute("ANALYZE kpis_open")


def _params(on: Ground, days: Sequence[date]) -> dict[str, Any]:
    return {
        "days": list(days),
        "cuts": [on.cut(day) for day in days],
        "starts": [day + timedelta(1) for day in days],
        "count": len(days),
    }
