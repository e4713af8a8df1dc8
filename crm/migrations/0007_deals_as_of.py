"""A function that answers how every deal stood, and was known to stand, at a moment.

Without rows in the history a field always had its present value; the status was open until the
deal closed. Values in foreign currencies use the rate of the day of closing, or of the moment.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION crm_deals_as_of(moment timestamptz)
RETURNS TABLE (opportunity_id bigint, owner_id bigint, stage_id bigint, status text,
               amount numeric, currency text, value numeric, close_date date,
               forecast_category text)
LANGUAGE sql STABLE AS $$
WITH company AS (
    SELECT coalesce(min(currency), 'USD') AS base,
           (moment AT TIME ZONE coalesce(min(time_zone), 'UTC'))::date AS day FROM teams_company
), told AS (
    SELECT DISTINCT ON (c.opportunity_id, c.field) c.opportunity_id, c.field, c.new
    FROM crm_dealchange c WHERE c.effective_at <= moment AND c.recorded_at <= moment
    ORDER BY c.opportunity_id, c.field, c.effective_at DESC, c.recorded_at DESC, c.inferred,
             c.id DESC
), wide AS (
    SELECT t.opportunity_id,
           max(t.new) FILTER (WHERE t.field = 'stage') AS stage,
           max(t.new) FILTER (WHERE t.field = 'status') AS status,
           max(t.new) FILTER (WHERE t.field = 'amount') AS amount,
           max(t.new) FILTER (WHERE t.field = 'currency') AS currency,
           max(t.new) FILTER (WHERE t.field = 'close_date') AS close_date,
           max(t.new) FILTER (WHERE t.field = 'forecast_category') AS category,
           max(t.new) FILTER (WHERE t.field = 'owner') AS owner
    FROM told t GROUP BY 1
), stood AS (
    SELECT o.id, coalesce(r.id, o.owner_id) AS owner_id, coalesce(s.id, o.stage_id) AS stage_id,
           coalesce(w.status, CASE WHEN o.closed_on > company.day THEN 'open' ELSE o.status END)
               AS status,
           CASE WHEN w.amount IS NULL THEN o.amount ELSE nullif(w.amount, '')::numeric END
               AS amount,
           coalesce(nullif(w.currency, ''), o.currency) AS currency,
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
           AND x.day <= d.rate_day ORDER BY x.day DESC LIMIT 1), 2) END,
       d.close_date, d.category
FROM stood d
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0006_splits_are_whole"),
        ("teams", "0001_initial"),
    ]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION crm_deals_as_of(timestamptz)")]
