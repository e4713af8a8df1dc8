"""Open deals whose close date lies in the period, as of today or the end of a past period."""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

IN = "NOT d.omitted"

SOURCE = Source(
    about=_("Open deals with a close date in the period"),
    kind="state",
    tables="{open} d",
    day="d.day",
    period="d.close_date >= b.start AND d.close_date < b.stop",
    rep="d.rep_id",
    share="d.share",
    sums={
        "open_value": Sum("d.value", IN, _("Value of open deals")),
        "open_count": Sum("d.share", IN, _("Open deals, by share")),
        "open_deals": Sum("1", IN, _("Open deals")),
        "weighted_value": Sum("round(d.value * d.chance, 4)", IN, _("Open deals, weighted")),
        "stale_value": Sum("d.value", f"{IN} AND d.stale", _("Value without activity")),
    },
    stage_sums={
        "stage_count": Sum("d.share", IN, _("Open deals, by stage")),
        "stage_value": Sum("d.value", IN, _("Value of open deals, by stage")),
        "stage_weighted": Sum("round(d.value * d.chance, 4)", IN, _("Weighted, by stage")),
    },
)
