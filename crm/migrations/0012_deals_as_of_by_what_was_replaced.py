"""How a deal stood at a moment does not change when its first change is recorded later.

A field of which nothing was told by the moment had what its first change since replaced; only a
field without any change had what the deal says now. Values are rounded to the decimals of the base
currency (ISO 4217, as in `kernel.money`).
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("crm.migrations.0007_deals_as_of").CREATE.replace("CREATE F", "CREATE OR REPLACE F")

REPLACE = """
CREATE OR REPLACE FUNCTION crm_deals_as_of(moment timestamptz)
RETURNS TABLE (opportunity_id bigint, owner_id bigint, stage_id bigint, status text,
               amount numeric, currency text, value numeric, close_date date,
               forecast_category text)
LANGUAGE sql STABLE AS $$
WITH company AS (
    SELECT coalesce(min(currency), 'USD') AS base,
           (moment AT TIME ZONE coalesce(min(time_zone), 'UTC'))::date AS day FROM teams_company
), history AS (
    SELECT c.*, c.effective_at <= moment AND c.recorded_at <= moment AS told FROM crm_dealchange c
), told AS (
    SELECT h.opportunity_id, h.field, bool_or(h.told) AS was_told,
           CASE WHEN bool_or(h.told) THEN
               (array_agg(h.new ORDER BY h.effective_at DESC, h.inferred, h.recorded_at DESC,
                          h.id DESC) FILTER (WHERE h.told))[1]
           ELSE
               (array_agg(h.old ORDER BY h.old = '', h.recorded_at, h.effective_at, h.inferred,
                          h.id) FILTER (WHERE NOT h.told))[1]
           END AS text
    FROM history h GROUP BY 1, 2
), wide AS (
    SELECT opportunity_id,
           max(text) FILTER (WHERE field = 'stage' AND text <> '') AS stage,
           max(text) FILTER (WHERE field = 'status' AND text <> '') AS status,
           max(text) FILTER (WHERE field = 'amount' AND (text <> '' OR was_told)) AS amount,
           max(text) FILTER (WHERE field = 'currency' AND text <> '') AS currency,
           max(text) FILTER (WHERE field = 'close_date' AND (text <> '' OR was_told))
               AS close_date,
           max(text) FILTER (WHERE field = 'forecast_category' AND (text <> '' OR was_told))
               AS category,
           max(text) FILTER (WHERE field = 'owner' AND text <> '') AS owner
    FROM told GROUP BY 1
), stood AS (
    SELECT o.id, coalesce(r.id, o.owner_id) AS owner_id, coalesce(s.id, o.stage_id) AS stage_id,
           coalesce(w.status, CASE WHEN o.closed_on > company.day THEN 'open' ELSE o.status END)
               AS status,
           CASE WHEN w.amount IS NULL THEN o.amount ELSE nullif(w.amount, '')::numeric END
               AS amount,
           coalesce(w.currency, o.currency) AS currency,
           CASE WHEN w.close_date IS NULL THEN o.close_date
                ELSE nullif(w.close_date, '')::date END AS close_date,
           coalesce(w.category, o.forecast_category) AS category,
           least(coalesce(o.closed_on, company.day), company.day) AS rate_day, company.base
    FROM company, crm_opportunity o
    LEFT JOIN wide w ON w.opportunity_id = o.id
    LEFT JOIN crm_stage s ON s.slug = w.stage
    LEFT JOIN teams_rep r ON r.external_id = w.owner
    WHERE o.created_on <= company.day
)
SELECT d.id, d.owner_id, d.stage_id, d.status, d.amount, d.currency,
       CASE WHEN d.currency = d.base THEN d.amount ELSE round(d.amount * (
           SELECT x.rate FROM teams_exchangerate x WHERE x.currency = d.currency
           AND x.day <= d.rate_day ORDER BY x.day DESC LIMIT 1),
           CASE WHEN d.base IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG',
                                'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
                WHEN d.base IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
                ELSE 2 END) END,
       d.close_date, d.category
FROM stood d
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("crm", "0011_lists_by_reader")]
    operations = [migrations.RunSQL(REPLACE, BEFORE)]
