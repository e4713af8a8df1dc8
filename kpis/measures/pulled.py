"""Won deals, on the day they closed, with the close date that they had when the period began.

What was true then counts, as far as it is known at `known`, also where it was recorded later: the
last close date by `effective_at`. Before the first change stands what the change learned first
replaced; without any, what the deal says. A date that was cleared is none: nothing was due.
One pass over the history of the deals that are older than the month in which they were won.
"""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

# In order of time: `by_…` of the dates were told before the month, quarter or year began.
TOLD = """
    SELECT o.id, (count(*) FILTER (WHERE c.day < w.start))::int AS by_month,
        (count(*) FILTER (WHERE c.day < w.quarter))::int AS by_quarter,
        (count(*) FILTER (WHERE c.day < w.year))::int AS by_year,
        array_agg(NULLIF(c.new, '')::date
            ORDER BY c.effective_at, c.inferred DESC, c.recorded_at, c.id) AS dates,
        (array_agg(c.old::date ORDER BY c.recorded_at, c.effective_at, c.inferred, c.id)
            FILTER (WHERE c.old <> ''))[1] AS first
    FROM {deals} o
    JOIN kpis_bucket w ON w.day = o.closed_on AND o.created_on < w.start
    JOIN (
        SELECT *, (effective_at AT TIME ZONE %(zone)s)::date AS day FROM crm_dealchange
        WHERE field = 'close_date' AND recorded_at < %(known)s
    ) c ON c.opportunity_id = o.id
    WHERE o.status = 'won' AND o.closed_on >= %(start)s AND o.closed_on < %(stop)s
    GROUP BY o.id
"""


def pulled(kind: str, start: str, stop: str) -> str:
    """The deal was there when the period began, and due after it."""
    told, before = f"t.by_{kind}", "COALESCE(t.first, d.close_date)"
    due = f"CASE WHEN {told} > 0 THEN t.dates[{told}] ELSE {before} END"
    return f"d.created_on < w.{start} AND {due} >= w.{stop}"


SOURCE = Source(
    about=_("Deals won, with the close date they had before"),
    tables="{deals} d {splits} JOIN kpis_bucket w ON w.day = d.closed_on"
    f" LEFT JOIN ({TOLD}) t ON t.id = d.id",
    day="d.closed_on",
    where="d.status = 'won' AND d.created_on < w.start",
    sums={
        "won_pulled_month_value": Sum(
            "{value}", pulled("month", "start", "stop"), _("Value won, due after the month")
        ),
        "won_pulled_quarter_value": Sum(
            "{value}",
            pulled("quarter", "quarter", "quarter_stop"),
            _("Value won, due after the quarter"),
        ),
        "won_pulled_year_value": Sum(
            "{value}", pulled("year", "year", "year_stop"), _("Value won, due after the year")
        ),
    },
)
