"""What was told of deals at the end of many days, in one pass over their history.

A change is known from the later of its two clocks. Among the changes known at a cut the last by
`effective_at` counts; so each counts from when it is known until the first moment at which a change
that comes later than it is known, and never where that is earlier. Before the first, what the
change learned first replaced stands; once all changes of a field are known, the deal itself says
it. The same answer as `as_of` gives for one day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from kpis.queries.ground import Ground

FIELDS = (
    "stage",
    "status",
    "amount",
    "currency",
    "close_date",
    "forecast_category",
    "owner",
)
QUALIFYING = "SELECT slug FROM crm_stage WHERE kind = 'won' OR (qualifies AND kind = 'open')"
# `n` numbers the cuts from 1. Only days on which the deal can have been open are looked at: from
# its creation to its closing, or for ever where a closing was recorded late. All windows share one
# order, so that the history is sorted once; what was learned first is sought only where a cut lies
# before it.
SPANS = """
CREATE TEMP TABLE kpis_spans ON COMMIT DROP AS
WITH deals AS (
    SELECT o.id, width_bucket(o.created_on, %(starts)s::date[]) + 1 AS first,
        CASE WHEN o.closed_on IS NULL OR l.id IS NOT NULL THEN %(cuts_count)s
            ELSE width_bucket(o.closed_on, %(starts)s::date[]) END AS last
    FROM crm_opportunity o
    LEFT JOIN (SELECT DISTINCT opportunity_id AS id FROM kpis_late) l ON l.id = o.id
), moves AS (
    SELECT c.opportunity_id, c.field, c.old, c.new, c.effective_at, c.recorded_at, c.inferred,
        c.id, d.first, d.last, GREATEST(c.effective_at, c.recorded_at) AS known,
        min(GREATEST(c.effective_at, c.recorded_at)) OVER (told
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until,
        min(GREATEST(c.effective_at, c.recorded_at)) OVER field AS first_known,
        max(GREATEST(c.effective_at, c.recorded_at)) OVER field AS all_known,
        min(GREATEST(c.effective_at, c.recorded_at)) FILTER (WHERE c.field = 'stage'
            AND c.new = ANY(%(qualifying)s)) OVER field AS qualified_known,
        min(c.effective_at) FILTER (WHERE c.field = 'stage' AND c.new = ANY(%(qualifying)s))
            OVER field AS qualified_at
    FROM deals d JOIN crm_dealchange c ON c.opportunity_id = d.id
    WHERE d.first <= d.last AND c.field = ANY(%(fields)s)
    WINDOW field AS (PARTITION BY c.opportunity_id, c.field),
        told AS (PARTITION BY c.opportunity_id, c.field
            ORDER BY c.effective_at DESC, c.inferred, c.recorded_at DESC, c.id DESC)
), spans AS (
    SELECT opportunity_id, field, new AS text, TRUE AS was_told, qualified_known, qualified_at,
        GREATEST(first, width_bucket(known, %(cuts)s::timestamptz[]) + 1) AS first,
        LEAST(last, width_bucket(COALESCE(until, all_known), %(cuts)s::timestamptz[])) AS last
    FROM moves WHERE known < COALESCE(until, all_known)
    UNION ALL
    (SELECT DISTINCT ON (opportunity_id, field) opportunity_id, field, old, FALSE, NULL, NULL,
        first, LEAST(last, width_bucket(first_known, %(cuts)s::timestamptz[]))
    FROM moves WHERE first <= width_bucket(first_known, %(cuts)s::timestamptz[])
    ORDER BY opportunity_id, field, old = '', recorded_at, effective_at, inferred, id)
)
SELECT n, opportunity_id AS id,
    max(text) FILTER (WHERE field = 'stage' AND text <> '') AS stage,
    max(text) FILTER (WHERE field = 'status' AND text <> '') AS status,
    max(text) FILTER (WHERE field = 'amount' AND (text <> '' OR was_told)) AS amount,
    max(text) FILTER (WHERE field = 'currency' AND text <> '') AS currency,
    max(text) FILTER (WHERE field = 'close_date' AND (text <> '' OR was_told)) AS close_date,
    max(text) FILTER (WHERE field = 'forecast_category' AND (text <> '' OR was_told)) AS category,
    max(text) FILTER (WHERE field = 'owner' AND text <> '') AS owner,
    bool_or(field = 'stage' AND was_told) AS stage_told,
    max((qualified_at AT TIME ZONE %(zone)s)::date) FILTER (
        WHERE field = 'stage' AND qualified_known < (%(cuts)s::timestamptz[])[n]) AS qualified
FROM (SELECT * FROM spans WHERE first <= last) s, generate_series(s.first, s.last) n
GROUP BY n, opportunity_id
"""


def prepare(on: Ground, days: Sequence[date]) -> None:
    """Fill `kpis_spans` for the ends of the days, which are in order: the first has number 1."""
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_spans")
    on.cursor.execute(QUALIFYING)
    qualifying = [slug for (slug,) in on.cursor.fetchall()]
    on.cursor.execute(
        f"{SPANS}; ANALYZE kpis_spans",
        {
            "zone": str(on.zone),
            "fields": list(FIELDS),
            "qualifying": qualifying,
            "cuts": [on.cut(day) for day in days],
            "cuts_count": len(days),
            "starts": [day + timedelta(1) for day in days],
        },
    )
