"""The deals of a day as rows of a snapshot, in a temporary table, and a short name for them."""

from datetime import date, timedelta
from typing import Any

from crm.services.value import in_base_on
from forecasting.queries import known
from kernel.fingerprint import fingerprint

# A closing that is entered late or taken back nearly always is within a month; what closed earlier
# is in the history of deals, and would make a snapshot several times as large.
CLOSED_LATELY = timedelta(days=31)

# One row per deal as it was known at the end of the day. A field nobody spoke of is as it is; but
# the category of a closed deal (CRMs leave out the lost) says nothing of when it was open.
ROWS = """
DROP TABLE IF EXISTS pg_temp.forecasting_day;
CREATE TEMP TABLE forecasting_day ON COMMIT DROP AS
WITH wide AS (
    SELECT deal,
        max(text) FILTER (WHERE field = 'stage' AND text <> '') AS stage,
        max(text) FILTER (WHERE field = 'status' AND text <> '') AS status,
        max(happened) FILTER (WHERE field = 'status') AS status_day,
        max(text) FILTER (WHERE field = 'amount') AS amount,
        max(text) FILTER (WHERE field = 'currency' AND text <> '') AS currency,
        max(text) FILTER (WHERE field = 'close_date') AS close_date,
        max(text) FILTER (WHERE field = 'forecast_category') AS category,
        max(text) FILTER (WHERE field = 'owner' AND text <> '') AS owner
    FROM forecasting_told GROUP BY deal
), then_known AS (
    SELECT o.id AS deal_id, COALESCE(r.id, o.owner_id) AS owner_id,
        COALESCE(s.id, o.stage_id) AS stage_id, w.status, o.closed_on,
        COALESCE(w.currency, o.currency) AS currency, o.status AS final, w.status_day,
        CASE WHEN w.amount IS NULL THEN o.amount ELSE NULLIF(w.amount, '')::numeric END AS amount,
        CASE WHEN w.close_date IS NULL THEN o.close_date
            ELSE NULLIF(w.close_date, '')::date END AS close_date,
        CASE WHEN w.category IS NOT NULL THEN w.category
            WHEN w.status = 'open' AND o.status <> 'open' THEN ''
            ELSE o.forecast_category END AS category
    FROM forecasting_deal k JOIN crm_opportunity o ON o.id = k.id
    JOIN wide w ON w.deal = k.id
    LEFT JOIN crm_stage s ON s.slug = w.stage
    LEFT JOIN teams_rep r ON r.external_id = w.owner
), closed AS (
    SELECT *, CASE WHEN status = 'open' THEN NULL
        WHEN status = final AND closed_on <= %(day)s THEN closed_on
        ELSE LEAST(status_day, %(day)s::date) END AS closed_then
    FROM then_known
)
SELECT %(day)s::date AS day, deal_id, owner_id, stage_id, status, amount, currency,
    {value} AS value, close_date, category, closed_then AS closed_on
FROM closed WHERE status = 'open' OR closed_then >= %(closed_from)s
"""
NAME = """
SELECT count(*), md5(COALESCE(string_agg(md5(ROW(deal_id, owner_id, stage_id, status,
    trim_scale(amount), currency, trim_scale(value), close_date, category, closed_on)::text), ''
    ORDER BY deal_id), '')) FROM {table} WHERE day = %(day)s
"""


def fill(cursor: Any, day: date) -> None:
    """`forecasting_day` for the transaction."""
    closed_from = day - CLOSED_LATELY
    known.tell(cursor, day, day, closed_from=closed_from)
    value = in_base_on("amount", f"COALESCE(closed_then, '{day:%Y-%m-%d}'::date)", "currency")
    cursor.execute(ROWS.format(value=value), {"day": day, "closed_from": closed_from})


def named(cursor: Any, day: date, table: str = "forecasting_day") -> tuple[int, str]:
    """How many rows the table has of the day, and their fingerprint."""
    cursor.execute(NAME.format(table=table), {"day": day})
    rows, digest = cursor.fetchone()
    return rows, fingerprint({"day": day, "rows": rows, "digest": digest})
