"""What was known of deals at the end of a day, and on which days after it that changed.

A change is known from the later of its two clocks; of those known by a day the last by
`effective_at` counts. So, in the order of becoming known, only changes that come later than all
before them ever count (compare `kpis.queries.as_of`, which answers for one day). Before the first
a field was what that one replaced; once all are known it is what the deal says now. A field without
changes always was as it is, and the status open until the deal closed.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teams import facts as teams

# Deals that may have been open after `since`, or closed from `closed_from` on. A closing that was
# recorded late left the deal open, as known, until then.
DEALS = """
DROP TABLE IF EXISTS pg_temp.forecasting_deal;
CREATE TEMP TABLE forecasting_deal ON COMMIT DROP AS
SELECT id, created_on, closed_on, status, GREATEST(created_on, %(since)s::date) AS base
FROM crm_opportunity
WHERE created_on <= %(until)s AND (closed_on IS NULL OR closed_on >= %(closed_from)s)
UNION
SELECT o.id, o.created_on, o.closed_on, o.status, GREATEST(o.created_on, %(since)s::date)
FROM crm_dealchange c JOIN crm_opportunity o ON o.id = c.opportunity_id
WHERE c.field = 'status' AND c.recorded_at > c.effective_at AND c.recorded_at >= %(cut)s
    AND o.created_on <= %(until)s;
CREATE UNIQUE INDEX ON forecasting_deal (id);
ANALYZE forecasting_deal
"""

# A row for each deal, field and day from which it was known so: what was in force on the day
# `base` (the later of `since` and the creation), and every change after it up to `until`. No text:
# as the deal is now. Fields of which nothing is told are as they are now too.
TOLD = """
DROP TABLE IF EXISTS pg_temp.forecasting_told;
CREATE TEMP TABLE forecasting_told ON COMMIT DROP AS
WITH moves AS (
    SELECT c.opportunity_id AS deal, c.field, c.old, c.new, c.effective_at, k.base,
        (GREATEST(c.effective_at, c.recorded_at) AT TIME ZONE %(zone)s)::date AS day,
        row_number() OVER (PARTITION BY c.opportunity_id, c.field
            ORDER BY c.effective_at, c.inferred DESC, c.recorded_at, c.id) AS place,
        row_number() OVER (PARTITION BY c.opportunity_id, c.field
            ORDER BY c.old = '', c.recorded_at, c.effective_at, c.inferred, c.id) AS learned
    FROM forecasting_deal k JOIN crm_dealchange c ON c.opportunity_id = k.id
    WHERE c.field = ANY(%(fields)s)
), best AS (
    SELECT *, max(place) OVER (PARTITION BY deal, field ORDER BY day) AS best,
        min(day) OVER (PARTITION BY deal, field) AS first_day,
        max(day) OVER (PARTITION BY deal, field) AS last_day
    FROM moves
), chain AS (
    SELECT *, lead(day) OVER (PARTITION BY deal, field ORDER BY day) AS until
    FROM best WHERE place = best
)
SELECT deal, field, GREATEST(day, base) AS day, new AS text,
    (effective_at AT TIME ZONE %(zone)s)::date AS happened
FROM chain WHERE day <= %(until)s AND day < last_day AND last_day > base
    AND (until IS NULL OR until > base)
UNION ALL
SELECT deal, field, last_day, NULL, NULL FROM best
WHERE learned = 1 AND last_day > base AND last_day <= %(until)s
UNION ALL
SELECT deal, field, base, old, NULL FROM best
WHERE learned = 1 AND first_day > base AND old <> ''
"""

# The status of deals of which nobody spoke: open, then closed on its day.
UNTOLD = """
INSERT INTO forecasting_told
SELECT k.id, 'status', k.base,
    CASE WHEN k.closed_on <= k.base THEN k.status ELSE 'open' END, k.closed_on
FROM forecasting_deal k WHERE NOT EXISTS (
    SELECT FROM forecasting_told t
    WHERE t.deal = k.id AND t.field = 'status' AND t.day <= k.base)
UNION ALL
SELECT k.id, 'status', k.closed_on, k.status, k.closed_on
FROM forecasting_deal k WHERE k.closed_on > k.base AND k.closed_on <= %(until)s AND NOT EXISTS (
    SELECT FROM forecasting_told t WHERE t.deal = k.id AND t.field = 'status');
CREATE INDEX ON forecasting_told (deal);
ANALYZE forecasting_told
"""
WALKED = ("status", "amount", "currency", "close_date", "owner", "forecast_category")
FIELDS = (*WALKED, "stage")


def tell(
    cursor: Any,
    since: date,
    until: date,
    *,
    closed_from: date | None = None,
    fields: tuple[str, ...] = FIELDS,
) -> None:
    """Fill the temporary tables `forecasting_deal` and `forecasting_told` for the transaction."""
    zone = teams.company().time_zone
    params = {
        "since": since,
        "until": until,
        "closed_from": closed_from or since + timedelta(1),
        "cut": datetime.combine(since + timedelta(1), time(), ZoneInfo(zone)),
        "zone": zone,
        "fields": list(fields),
    }
    cursor.execute("SET LOCAL work_mem = '128MB'; SET LOCAL random_page_cost = 1.1")
    for statement in (DEALS, TOLD, UNTOLD):
        cursor.execute(statement, params)
