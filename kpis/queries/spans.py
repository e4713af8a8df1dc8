"""What was told of deals at the end of many days, in one pass over their history.

A change is known from the later of its two clocks. Among the changes known at a cut the last by
`effective_at` counts; so, in the order of becoming known, only changes that come later than all
before them ever count, each until the next such one. Before the first, what the change learned
first replaced stands; once all changes of a field are known, the deal itself says it. The same
answer as `as_of` gives for one day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from kpis.queries.ground import Ground

# `n` numbers the cuts from 1. Only days on which the deal can have been open are looked at: from
# its creation to its closing, or for ever where a closing was recorded late.
SPANS = """
CREATE TEMP TABLE kpis_spans ON COMMIT DROP AS
WITH deals AS (
    SELECT o.id, width_bucket(o.created_on, %(starts)s::date[]) + 1 AS first,
        CASE WHEN o.closed_on IS NULL OR l.id IS NOT NULL THEN %(cuts_count)s
            ELSE width_bucket(o.closed_on, %(starts)s::date[]) END AS last
    FROM crm_opportunity o
    LEFT JOIN (SELECT DISTINCT opportunity_id AS id FROM kpis_late) l ON l.id = o.id
), moves AS (
    SELECT c.*, GREATEST(c.effective_at, c.recorded_at) AS known, d.first, d.last,
        row_number() OVER (PARTITION BY c.opportunity_id, c.field
            ORDER BY c.effective_at, c.inferred DESC, c.recorded_at, c.id) AS place
    FROM deals d JOIN crm_dealchange c ON c.opportunity_id = d.id
    WHERE d.first <= d.last
), known AS (
    SELECT *, max(place) OVER told AS best, max(known) OVER field AS all_known,
        min(known) OVER field AS first_known,
        row_number() OVER (PARTITION BY opportunity_id, field
            ORDER BY old = '', recorded_at, effective_at, inferred, id) AS learned
    FROM moves
    WINDOW field AS (PARTITION BY opportunity_id, field),
        told AS (PARTITION BY opportunity_id, field ORDER BY known, place)
), spans AS (
    SELECT opportunity_id, field, new AS text, TRUE AS was_told, first, last, known AS since,
        lead(known, 1, all_known) OVER (
            PARTITION BY opportunity_id, field ORDER BY known, place) AS until
    FROM known WHERE place = best
    UNION ALL
    SELECT opportunity_id, field, old, FALSE, first, last, '-infinity', first_known
    FROM known WHERE learned = 1
), qualified AS (
    SELECT m.opportunity_id, min(m.known) AS known,
        (min(m.effective_at) AT TIME ZONE %(zone)s)::date AS day
    FROM moves m JOIN crm_stage s ON s.slug = m.new
    WHERE m.field = 'stage' AND (s.kind = 'won' OR (s.qualifies AND s.kind = 'open'))
    GROUP BY 1
)
SELECT n, s.opportunity_id AS id,
    max(text) FILTER (WHERE field = 'stage' AND text <> '') AS stage,
    max(text) FILTER (WHERE field = 'status' AND text <> '') AS status,
    NULL::date AS status_day,
    max(text) FILTER (WHERE field = 'amount' AND (text <> '' OR was_told)) AS amount,
    max(text) FILTER (WHERE field = 'currency' AND text <> '') AS currency,
    max(text) FILTER (WHERE field = 'close_date' AND (text <> '' OR was_told)) AS close_date,
    max(text) FILTER (WHERE field = 'forecast_category' AND (text <> '' OR was_told)) AS category,
    max(text) FILTER (WHERE field = 'owner' AND text <> '') AS owner,
    bool_or(field = 'stage' AND was_told) AS stage_told,
    max(q.day) FILTER (WHERE q.known < (%(cuts)s::timestamptz[])[n]) AS qualified,
    0 AS pushes_since
FROM spans s
CROSS JOIN LATERAL generate_series(
    GREATEST(s.first, width_bucket(s.since, %(cuts)s::timestamptz[]) + 1),
    LEAST(s.last, width_bucket(s.until, %(cuts)s::timestamptz[]))
) n
LEFT JOIN qualified q ON q.opportunity_id = s.opportunity_id AND s.field = 'stage'
GROUP BY n, s.opportunity_id
"""


def prepare(on: Ground, days: Sequence[date]) -> dict[date, int]:
    """Fill `kpis_spans` for the ends of the days; the number that each day has in it."""
    ordered = sorted(days)
    on.cursor.execute("DROP TABLE IF EXISTS pg_temp.kpis_spans")
    on.cursor.execute(
        SPANS,
        {
            "zone": str(on.zone),
            "cuts": [on.cut(day) for day in ordered],
            "cuts_count": len(ordered),
            "starts": [day + timedelta(1) for day in ordered],
        },
    )
    on.cursor.execute("CREATE INDEX ON kpis_spans (n); ANALYZE kpis_spans")
    return {day: number for number, day in enumerate(ordered, 1)}
