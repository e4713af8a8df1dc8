"""Deals as they stood at the end of a day, as was known then, in a temporary table.

A field has the value of its last change with both clocks before the cut. Where there is none it
has what the first change that was learned after the cut replaced; without any, what the deal says
now. So the answer does not change when later rows arrive. Only deals that can matter are looked
at, and of those only the ones with a change beyond the cut need their history read; the others
are as they are. The category that a deal got when it closed says nothing of when it was open.

Value in the base currency: of a deal whose amount has not changed since, what is stored; else the
amount at the rate of the closing day, or of the day asked for while it was open.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from kernel.money import digits
from kpis.queries.ground import Ground
from kpis.queries.relation import Deals, past

# Closings that were recorded after they happened: a deal closed by now may have been open as known.
LATE = """
CREATE TEMP TABLE IF NOT EXISTS kpis_late ON COMMIT DROP AS
SELECT opportunity_id, effective_at, recorded_at FROM crm_dealchange
WHERE field = 'status' AND recorded_at > effective_at
"""

# Deals that existed by the day, and were open at its end or closed since `since`.
CANDIDATES = """
CREATE TEMP TABLE kpis_candidate ON COMMIT DROP AS
SELECT id FROM crm_opportunity
WHERE created_on <= %(day)s
    AND (closed_on IS NULL OR closed_on > %(day)s OR closed_on >= %(since)s)
UNION
SELECT opportunity_id FROM kpis_late WHERE effective_at < %(cut)s AND recorded_at >= %(cut)s
"""

# By deal and field, for fields with a change beyond the cut: what was told by then, else what the
# first such change replaced. In one pass over the history of the candidates.
TOLD = """
CREATE TEMP TABLE kpis_told ON COMMIT DROP AS
WITH history AS (
    SELECT c.*, c.effective_at < %(cut)s AND c.recorded_at < %(cut)s AS told
    FROM kpis_candidate k JOIN crm_dealchange c ON c.opportunity_id = k.id
)
SELECT h.opportunity_id, h.field, bool_or(h.told) AS was_told,
    CASE WHEN bool_or(h.told) THEN
        (array_agg(h.new ORDER BY h.effective_at DESC, h.inferred, h.recorded_at DESC, h.id DESC)
            FILTER (WHERE h.told))[1]
    ELSE
        (array_agg(h.old ORDER BY h.old = '', h.recorded_at, h.effective_at, h.inferred, h.id)
            FILTER (WHERE NOT h.told))[1]
    END AS text,
    (max(h.effective_at) FILTER (WHERE h.told) AT TIME ZONE %(zone)s)::date AS day,
    (min(h.effective_at) FILTER (
        WHERE h.told AND (s.kind = 'won' OR (s.qualifies AND s.kind = 'open'))
    ) AT TIME ZONE %(zone)s)::date AS qualified,
    count(*) FILTER (WHERE NOT h.told AND h.old <> '' AND h.new <> '' AND CASE
        WHEN h.field = 'close_date' THEN width_bucket(h.new::date, %(months)s::date[])
            > width_bucket(h.old::date, %(months)s::date[]) END) AS pushes
FROM history h LEFT JOIN crm_stage s ON h.field = 'stage' AND s.slug = h.new
GROUP BY h.opportunity_id, h.field
HAVING bool_or(NOT h.told)
"""

# One row per deal with what differs from now. An empty text means "no value" where it was told.
THEN = """
CREATE TEMP TABLE kpis_then ON COMMIT DROP AS
SELECT opportunity_id AS id,
    max(text) FILTER (WHERE field = 'stage' AND text <> '') AS stage,
    max(text) FILTER (WHERE field = 'status' AND text <> '') AS status,
    max(day) FILTER (WHERE field = 'status') AS status_day,
    max(text) FILTER (WHERE field = 'amount' AND (text <> '' OR was_told)) AS amount,
    max(text) FILTER (WHERE field = 'currency' AND text <> '') AS currency,
    max(text) FILTER (WHERE field = 'close_date' AND (text <> '' OR was_told)) AS close_date,
    max(text) FILTER (WHERE field = 'forecast_category' AND (text <> '' OR was_told)) AS category,
    max(text) FILTER (WHERE field = 'owner' AND text <> '') AS owner,
    bool_or(field = 'stage' AND was_told) AS stage_told,
    max(qualified) AS qualified, COALESCE(sum(pushes), 0) AS pushes_since
FROM kpis_told GROUP BY opportunity_id
"""

DEALS = """
CREATE TEMP TABLE kpis_deal ON COMMIT DROP AS
WITH then_known AS (
    SELECT o.*, t.status_day, t.category AS category_then,
        COALESCE(owner.id, o.owner_id) AS owner_then,
        COALESCE(stage.id, o.stage_id) AS stage_then,
        COALESCE(t.status, CASE WHEN o.closed_on > %(day)s THEN 'open' ELSE o.status END)
            AS status_then,
        CASE WHEN t.amount IS NULL THEN o.amount ELSE NULLIF(t.amount, '')::numeric END
            AS amount_then,
        COALESCE(t.currency, o.currency) AS currency_then,
        CASE WHEN t.close_date IS NULL THEN o.close_date
            ELSE NULLIF(t.close_date, '')::date END AS close_date_then,
        CASE WHEN t.stage_told THEN t.qualified
            WHEN o.qualified_on <= %(day)s THEN o.qualified_on END AS qualified_then,
        COALESCE(t.pushes_since, 0) AS pushes_since
    FROM kpis_candidate k JOIN crm_opportunity o ON o.id = k.id
    LEFT JOIN kpis_then t ON t.id = o.id
    LEFT JOIN crm_stage stage ON stage.slug = t.stage
    LEFT JOIN teams_rep owner ON owner.external_id = t.owner
), closed AS (
    SELECT *, CASE WHEN status_then = 'open' THEN NULL
        WHEN status_then = status AND closed_on <= %(day)s THEN closed_on
        ELSE LEAST(status_day, %(day)s::date) END AS closed_then
    FROM then_known
    WHERE NOT %(open_only)s OR status_then = 'open'
), valued AS (
    SELECT *, CASE
        WHEN amount_then = amount AND currency_then = currency
            AND (currency = %(currency)s OR closed_then = closed_on) THEN value
        WHEN currency_then = %(currency)s THEN amount_then
        ELSE round(amount_then * (
            SELECT rate FROM teams_exchangerate r
            WHERE r.currency = currency_then AND r.day <= COALESCE(closed_then, %(day)s)
            ORDER BY r.day DESC LIMIT 1), %(digits)s)
        END AS value_then
    FROM closed
)
SELECT id, owner_then AS owner_id, territory_id, stage_then AS stage_id, contact_id,
    status_then AS status, value_then AS value, probability,
    CASE WHEN category_then IS NOT NULL THEN category_then
        WHEN status_then = 'open' AND status <> 'open' THEN ''
        ELSE forecast_category END AS forecast_category, created_on,
    qualified_then AS qualified_on,
    CASE WHEN qualified_then = qualified_on THEN qualified_value
        WHEN qualified_then IS NOT NULL THEN value_then END AS qualified_value,
    close_date_then AS close_date, closed_then AS closed_on,
    CASE WHEN status_then = 'lost' THEN lost_reason ELSE '' END AS lost_reason,
    NULL::date AS next_step_on,
    CASE WHEN last_activity_on <= %(day)s THEN last_activity_on END AS last_activity_on,
    GREATEST(pushes - pushes_since, 0) AS pushes,
    value_then IS NOT DISTINCT FROM value AS same_value
FROM valued
"""


def materialise(
    on: Ground, day: date, *, since: date | None = None, table: str = "kpis_deal"
) -> Deals:
    """Fill the table with the deals open at the end of the day, and those closed since `since`."""
    late(on)
    return _fill(on, day, since, table, (("kpis_told", TOLD), ("kpis_then", THEN)))


def late(on: Ground) -> None:
    """Find, once, the closings that were recorded late."""
    on.cursor.execute(LATE)


def _fill(
    on: Ground, day: date, since: date | None, table: str, told: Sequence[tuple[str, str]]
) -> Deals:
    gone = ("kpis_told", "kpis_then", "kpis_candidate", table)
    on.cursor.execute(f"DROP TABLE IF EXISTS {', '.join(f'pg_temp.{name}' for name in gone)}")
    params = {
        "cut": on.cut(day),
        "day": day,
        "since": since or day + timedelta(1),
        "zone": str(on.zone),
        "open_only": since is None,
        "currency": on.currency,
        "digits": digits(on.currency),
        "months": list(on.months),
    }
    steps = [("kpis_candidate", CANDIDATES), *told, (table, DEALS.replace("kpis_deal", table))]
    for name, statement in steps:
        on.cursor.execute(f"{statement}; ANALYZE {name}", params)
    on.cursor.execute(f"CREATE INDEX ON {table} (id)")
    return past(table, digits(on.currency))
