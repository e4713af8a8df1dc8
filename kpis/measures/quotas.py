"""Quotas of reps in force, each spread evenly over the working days of its validity.

A validity without working days is spread over all its days. What a team's own quota adds stands
apart: `kpis.core.own_quotas`.
"""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("Quotas of reps, spread over working days"),
    tables="""kpis_quota q
        JOIN kpis_bucket w ON w.day >= q.start AND w.day < q.stop AND (w.works OR q.any_day)""",
    day="w.day",
    where="q.rep_id IS NOT NULL",
    rep="q.rep_id",
    territory="NULL::bigint",
    share="1.0 / q.days",
    row_kind="quota",
    row_id="q.id",
    sums={"quota": Sum("q.amount / q.days", "TRUE", _("Quotas in force"), unknown_without=True)},
)
