"""Quotas of reps in force, each spread evenly over the working days of its validity.

A validity without working days is spread over all its days. The parts of the days add up to the
quota exactly: each is the difference of two rounded running totals. What a team's own quota adds
stands apart: `kpis.core.own_quotas`.
"""

from kpis.core.words import _
from kpis.queries.quotas import DAYS
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("Quotas of reps, spread over working days"),
    tables=f"({DAYS.format(holder='rep_id')}) q",
    day="q.day",
    rep="q.rep_id",
    territory="NULL::bigint",
    share="1.0 / q.days",
    row_kind="quota",
    row_id="q.id",
    sums={"quota": Sum("q.part", "TRUE", _("Quotas in force"), unknown_without=True)},
)
