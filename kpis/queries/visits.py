"""The way of deals through the stages: a row for each visit of a stage, and for each stage skipped.

Two changes of one moment are one move. A closing is the last move, whatever stage the CRM left the
deal in. A deal that jumps from the first stage to the third, or to won, has skipped those between:
it entered and passed them on that day. A deal that began in a later stage never entered the earlier
ones. A deal without history is in the stage that it has, since its creation; closed, it has no way.

A deal counts once, for its owner of today, with its whole value: shares of credit would turn deals
into fractions, for which intervals of counts are not made.
"""

from datetime import date

from kpis.core.reasons import UNDECIDED
from kpis.queries.ground import Ground

# Steps are counted from 1 over the open stages; the ends are beyond them.
LOST, WON = 0, 1000

DEALS = """
CREATE TEMP TABLE kpis_way ON COMMIT DROP AS
SELECT o.id, o.owner_id, o.created_on, o.closed_on, o.status, o.stage_id,
    COALESCE(o.value, 0) AS value, o.lost_reason,
    COALESCE(NULLIF(o.segment, ''), a.segment, '') AS segment, o.source,
    COALESCE(l.family, '') AS product
FROM crm_opportunity o LEFT JOIN crm_account a ON a.id = o.account_id
LEFT JOIN LATERAL (
    SELECT COALESCE(NULLIF(p.family, ''), p.name) AS family
    FROM crm_line x JOIN crm_product p ON p.id = x.product_id
    WHERE x.opportunity_id = o.id ORDER BY x.amount DESC, x.id LIMIT 1
) l ON TRUE
WHERE o.created_on < %(stop)s AND (o.closed_on IS NULL OR o.closed_on >= %(start)s) {narrowed}
"""

STEPS = """
CREATE TEMP TABLE kpis_step ON COMMIT DROP AS
SELECT id AS stage_id, slug, CASE kind WHEN 'won' THEN {won} WHEN 'lost' THEN {lost}
    ELSE row_number() OVER (PARTITION BY kind ORDER BY "order", id)::int END AS step
FROM crm_stage
"""

# `furthest`: the highest step that comes after an entry. `again`: not the first entry.
VISITS = """
CREATE TEMP TABLE kpis_visit ON COMMIT DROP AS
WITH told AS MATERIALIZED (
    SELECT c.opportunity_id AS id, s.step, c.effective_at AS at,
        (c.effective_at AT TIME ZONE %(zone)s)::date AS day, c.inferred, c.recorded_at, c.id AS nr
    FROM kpis_way d JOIN crm_dealchange c ON c.opportunity_id = d.id
    JOIN kpis_step s ON s.slug = c.new
    WHERE c.field = 'stage'
), every AS (
    SELECT * FROM told
    UNION ALL
    SELECT d.id, s.step, d.created_on, d.created_on, FALSE, d.created_on, 0
    FROM kpis_way d JOIN kpis_step s ON s.stage_id = d.stage_id
    WHERE NOT EXISTS (SELECT 1 FROM told t WHERE t.id = d.id)
    UNION ALL
    SELECT id, CASE status WHEN 'won' THEN {won} ELSE {lost} END, 'infinity', closed_on, FALSE,
        'infinity', 0
    FROM kpis_way WHERE status <> 'open'
), moves AS (
    SELECT id, step, at, day, lead(step) OVER way AS next_step, lead(day) OVER way AS next_day
    FROM (
        SELECT DISTINCT ON (id, at) id, step, at, day FROM every
        ORDER BY id, at, inferred, recorded_at DESC, nr DESC
    ) one WINDOW way AS (PARTITION BY id ORDER BY at)
), seen AS (
    SELECT *, max(next_step) OVER (PARTITION BY id ORDER BY at
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS furthest,
        lead(step) OVER (PARTITION BY id ORDER BY at) IS NULL AS is_last
    FROM moves WHERE step BETWEEN {lost} + 1 AND {won} - 1
), entries AS (
    SELECT id, step, at, day, next_step, next_day, furthest, is_last, FALSE AS skipped FROM seen
    UNION ALL
    SELECT id, between_, at, next_day, NULL, NULL, next_step, FALSE, TRUE
    FROM seen, generate_series(step + 1, LEAST(next_step - 1,
        (SELECT max(step) FROM kpis_step WHERE step < {won}))) between_
    WHERE next_step > step + 1
)
SELECT e.id, e.step, GREATEST(e.day, d.created_on) AS day, e.skipped, e.next_step, e.next_day,
    row_number() OVER (PARTITION BY e.id, e.step ORDER BY e.at, e.skipped) > 1 AS again,
    COALESCE(e.furthest > e.step, FALSE) AS passed, e.is_last AND d.status = 'lost' AS leaked,
    d.status, d.lost_reason, d.owner_id, d.created_on, d.closed_on, d.value,
    d.segment, d.source, d.product
FROM entries e JOIN kpis_way d USING (id)
"""

# What a row says, a bit each; see `kpis.core.funnel.visits`.
ROWS = """
SELECT step, (NOT again)::int + 2 * (NOT again AND passed)::int
    + 4 * (NOT again AND NOT passed AND status = 'lost')::int + 8 * skipped::int + 16 * leaked::int
    + 32 * (leaked AND lost_reason ~* '{undecided}')::int + 64 * (leaked AND lost_reason = '')::int
    + 128 * (NOT skipped AND COALESCE(next_step > {lost} AND next_step <> step, FALSE))::int
    + 256 * (NOT skipped AND COALESCE(next_step > {lost} AND next_step < step, FALSE))::int
    + 512 * (next_day IS NOT NULL)::int AS bits,
    CASE WHEN skipped THEN -1
        ELSE GREATEST(COALESCE(next_day, %(today)s) - v.day, 0) END AS days,
    (value * 10000)::bigint AS units,
    c.start - %(start)s::date AS made, c.seat AS made_seat,
    e.start - %(start)s::date AS entered, e.seat AS entered_seat,
    x.start - %(start)s::date AS ended, x.seat AS ended_seat, segment, source, product
FROM kpis_visit v
LEFT JOIN kpis_place c ON c.rep_id = v.owner_id AND c.day = v.created_on
LEFT JOIN kpis_place e ON e.rep_id = v.owner_id AND e.day = v.day
LEFT JOIN kpis_place x ON v.leaked AND x.rep_id = v.owner_id AND x.day = v.closed_on
WHERE c.seat IS NOT NULL OR e.seat IS NOT NULL OR x.seat IS NOT NULL
""".replace("{undecided}", UNDECIDED)

TABLES = "pg_temp.kpis_way, pg_temp.kpis_step, pg_temp.kpis_visit"


def gather(on: Ground, start: date, stop: date, narrowed: str = "", **params: object) -> None:
    """Fill `kpis_visit` with all visits of the deals that were about in [start, stop).

    `narrowed`: one more condition on the deals `o`, with its parameters.
    """
    on.cursor.execute(f"DROP TABLE IF EXISTS {TABLES}")
    asked = {"start": start, "stop": stop, "zone": str(on.zone), **params}
    ends = {"won": WON, "lost": LOST}
    on.cursor.execute(DEALS.format(narrowed=narrowed) + "; ANALYZE kpis_way", asked)
    on.cursor.execute(STEPS.format(**ends))
    on.cursor.execute(VISITS.format(**ends) + "; ANALYZE kpis_visit", asked)


def rows_sql() -> str:
    return ROWS.format(won=WON, lost=LOST)
