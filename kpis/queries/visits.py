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
SELECT id AS stage_id, slug, CASE kind WHEN 'won' THEN {won} WHEN 'lost' THEN {lost}
    ELSE row_number() OVER (PARTITION BY kind ORDER BY "order", id)::int END AS step
FROM crm_stage
"""

# `furthest`: the highest step that comes after an entry. `again`: not the first entry of the stage.
VISITS = """
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
    e.nth, e.nth > 1 AS again, COALESCE(e.furthest > e.step, FALSE) AS passed,
    e.is_last AND d.status = 'lost' AS leaked, d.status, d.lost_reason, d.owner_id, d.created_on,
    d.closed_on, d.value, d.segment, d.source, d.product
FROM (
    SELECT *, row_number() OVER (PARTITION BY id, step ORDER BY at, skipped) AS nth FROM entries
) e JOIN kpis_way d USING (id)
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
    (value * 10000)::bigint AS units, owner_id AS rep, created_on - %(start)s::date AS made,
    v.day - %(start)s::date AS entered,
    CASE WHEN leaked THEN closed_on - %(start)s::date ELSE -1 END AS ended,
    segment, source, product
FROM kpis_visit v
""".replace("{undecided}", UNDECIDED)

# How a visit ended, after how many days, and whether the stage was skipped.
ENDED = """CASE WHEN v.skipped OR v.next_step > v.step THEN 1 WHEN v.next_step IS NULL THEN 0
        WHEN v.next_step = {lost} THEN 2 ELSE 3 END AS end,
    CASE WHEN v.skipped THEN 0 ELSE GREATEST(COALESCE(v.next_day, %(today)s::date) - v.day, 0)
    END AS days, v.skipped::int AS skipped"""
# Entries as `kpis.core.bottlenecks.entries` takes them; who has no team counts for the company.
ENTRIES = """
SELECT COALESCE(p.team_id, 0) AS team, v.step, %(today)s::date - v.day AS age, {ended},
    (value * 10000)::bigint AS units, segment
FROM kpis_visit v JOIN kpis_place p ON p.rep_id = v.owner_id AND p.day = v.day
WHERE v.day <= %(today)s
"""

# What a row must be for a number; and the day by which it counts where that is not the entry.
KINDS = {
    "entered": "NOT v.again",
    "passed": "NOT v.again AND v.passed",
    "lost": "NOT v.again AND NOT v.passed AND v.status = 'lost'",
    "open": "NOT v.again AND NOT v.passed AND v.status = 'open'",
    "skipped": "NOT v.again AND v.skipped",
    "leaked": "v.leaked",
    "back": "NOT v.skipped AND v.next_step > 0 AND v.next_step < v.step",
}
OF_BOTTLENECKS = {
    # `days` is the horizon, of a stall what is slow.
    "leak": "NOT v.skipped AND v.next_step = 0 AND v.next_day - v.day <= %(days)s",
    "stall": "NOT v.skipped AND v.next_day IS NULL AND %(today)s::date - v.day > %(days)s",
    "regress": "NOT v.skipped AND v.next_step > 0 AND v.next_step < v.step"
    " AND v.next_day - v.day <= %(days)s",
    "skip": "v.skipped",
    "visit": "TRUE",
}
BEHIND = """
WITH kpis_way AS MATERIALIZED ({deals}), kpis_step AS MATERIALIZED ({steps}),
    kpis_visit AS ({visits})
SELECT {what} FROM kpis_visit v JOIN kpis_step s ON s.step = v.step
WHERE s.stage_id = %(stage)s AND ({kind}) AND {day} >= %(start)s AND {day} < %(stop)s {inside}
"""
# The same of what was stored: that of the numbers, which are of the last recompute too.
STORED_BEHIND = """
SELECT v.opportunity_id FROM (SELECT *, nth > 1 AS again FROM kpis_stagevisit) v
WHERE v.step = (SELECT step FROM ({steps}) s WHERE stage_id = %(stage)s) AND ({kind})
    AND {day} >= %(start)s AND {day} < %(stop)s {inside}
"""
# Ids taken together, so that the deals are looked up: how few they are, the server can't foresee.
FEW = "SELECT unnest(ARRAY({}))"
KINDS_OF_FEW = ("leaked", "back")
SEATED = """AND EXISTS (
    SELECT 1 FROM unnest(%(rep)s::bigint[], %(first)s::date[], %(end)s::date[]) t (rep, first, stop)
    WHERE t.rep = v.owner_id AND {day} >= t.first AND {day} < t.stop)"""
TABLES = {"kpis_way": DEALS, "kpis_step": STEPS, "kpis_visit": VISITS}


def gather(on: Ground, start: date, stop: date, narrowed: str = "", **params: object) -> None:
    """Fill `kpis_visit` with all visits of the deals that were about in [start, stop).

    `narrowed`: one more condition on the deals `o`, with its parameters.
    """
    asked = {"start": start, "stop": stop, "zone": str(on.zone), **params}
    on.cursor.execute("SET LOCAL work_mem = '256MB'")
    for table, select in TABLES.items():
        on.cursor.execute(
            f"DROP TABLE IF EXISTS pg_temp.{table}; CREATE TEMP TABLE {table} ON COMMIT DROP AS"
            f" {_filled(select, narrowed)}; ANALYZE {table}",
            asked,
        )


def rows_sql() -> str:
    return _filled(ROWS)


def entries_sql() -> str:
    return _filled(ENTRIES)


def stored_behind_sql(kind: str, *, cohort: bool, seated: bool, part: str = "") -> str:
    """The ids of the deals behind a number of the funnel. Parameters as of `behind_sql`."""
    day = _day(kind, cohort=cohort)
    inside = "AND v.owner_id = ANY(%(rep)s) " + SEATED.format(day=day) if seated else ""
    if not cohort:
        inside += " AND (v.closed_on IS NULL OR v.closed_on >= %(start)s)"
    if part:
        inside += f" AND v.{part} = %(key)s"
    sql = STORED_BEHIND.format(steps=_filled(STEPS), kind=KINDS[kind], day=day, inside=inside)
    return FEW.format(sql) if kind in KINDS_OF_FEW else sql


def _day(kind: str, *, cohort: bool) -> str:
    """By which day a visit counts."""
    return "v.created_on" if cohort else "v.closed_on" if kind == "leaked" else "v.day"


def behind_sql(
    kind: str, *, cohort: bool, seated: bool, part: str = "", columns: bool = False
) -> str:
    """The ids of the deals behind a number of one stage, as they stand. Parameters: stage, start,
    stop, zone; and with `seated` the seats (rep, first, end) in which an owner must have been on
    the day; with a `part` (the name of the column) its key."""
    day = _day(kind, cohort=cohort)
    about = " AND o.created_on >= %(start)s" if cohort else ""
    about += " AND o.owner_id = ANY(%(rep)s)" if seated else ""
    return BEHIND.format(
        what=_filled(ENDED) if columns else "v.id",
        deals=_filled(DEALS, about),
        steps=_filled(STEPS),
        visits=_filled(VISITS),
        kind=(KINDS | OF_BOTTLENECKS)[kind],
        day=day,
        inside=(SEATED.format(day=day) if seated else "")
        + (f" AND v.{part} = %(key)s" if part else ""),
    )


def of_owner_sql() -> str:
    """The same as `rows_sql` of one owner's deals, without tables. Parameters: owner, start, stop,
    today, zone."""
    return (
        f"WITH kpis_way AS MATERIALIZED ({_filled(DEALS, 'AND o.owner_id = %(owner)s')}),"
        f" kpis_step AS MATERIALIZED ({_filled(STEPS)}), kpis_visit AS ({_filled(VISITS)})"
        f" {_filled(ROWS)}"
    )


def _filled(select: str, narrowed: str = "") -> str:
    return select.format(won=WON, lost=LOST, narrowed=narrowed, ended=ENDED.format(lost=LOST))
