"""Pipeline of a period as it stood earlier in it, and what became of it in the period.

`b.lead` is how many months of the period had gone. The outcome is read from `{now}`, the deals as
of today (or of the day asked for). Slipped: not closed in the period, and due after its end by
the last close date told within it.
"""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

WON = "o.status = 'won' AND o.closed_on < b.stop"
DUE = """COALESCE((
    SELECT c.new::date FROM crm_dealchange c
    WHERE c.opportunity_id = d.id AND c.field = 'close_date' AND c.new <> ''
        AND c.effective_at < b.cut AND c.recorded_at < b.cut
    ORDER BY c.effective_at DESC, c.inferred, c.recorded_at DESC, c.id DESC LIMIT 1
), (
    SELECT c.old::date FROM crm_dealchange c
    WHERE c.opportunity_id = d.id AND c.field = 'close_date' AND c.old <> ''
        AND (c.effective_at >= b.cut OR c.recorded_at >= b.cut)
    ORDER BY c.recorded_at, c.effective_at, c.inferred, c.id LIMIT 1
), o.close_date)"""

SOURCE = Source(
    about=_("Pipeline of a period as it stood earlier in it"),
    kind="lead",
    tables="{open} d JOIN {now} o ON o.id = d.id",
    day="d.day",
    period="d.close_date >= b.start AND d.close_date < b.stop",
    where="NOT d.omitted",
    rep="d.rep_id",
    share="d.share",
    sums={
        "lead_value": Sum("d.value", "TRUE", _("Pipeline earlier in the period")),
        "lead_won_value": Sum("d.value", WON, _("Part of it won in the period")),
        "lead_deals": Sum("1", "TRUE", _("Deals in that pipeline")),
        "slipped_value": Sum(
            "d.value",
            f"b.lead = 0 AND (o.closed_on IS NULL OR o.closed_on >= b.stop) AND {DUE} >= b.stop",
            _("Value moved past the end"),
        ),
    },
)
