"""All open deals, whatever their close date, as of today or the end of a past period."""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("All open deals"),
    kind="state",
    tables="{open} d",
    day="d.day",
    period="b.start <= d.day AND b.stop > d.day",
    rep="d.rep_id",
    share="d.share",
    sums={
        "all_open_value": Sum("d.value", "TRUE", _("Value of all open deals")),
        "all_open_count": Sum("d.share", "TRUE", _("All open deals, by share")),
        "all_open_deals": Sum("1", "TRUE", _("All open deals")),
        "qualified_open_count": Sum("d.share", "d.qualified", _("Qualified open deals")),
        "overdue_value": Sum("d.value", "d.overdue", _("Overdue value")),
        "overdue_count": Sum("d.share", "d.overdue", _("Overdue deals")),
        "touched_count": Sum("d.share", "d.touched", _("Open deals touched")),
        "next_step_count": Sum(
            "CASE WHEN d.stepped THEN d.share ELSE 0 END",
            "d.stepped IS NOT NULL",
            _("Open deals with a next step"),
            unknown_without=True,
        ),
        "hygiene_value": Sum(
            "d.weight", "d.weight IS NOT NULL", _("Value of all open deals"), unknown_without=True
        ),
        "hygiene_lost_value": Sum(
            "round(d.weight * d.points / NULLIF(d.applicable, 0), 4)",
            "d.weight IS NOT NULL",
            _("Weighted value that breaks rules"),
            unknown_without=True,
        ),
    },
)
