"""What people did, on the day they did it. Automatically logged activities stand apart."""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("Activities on the day they happened"),
    tables="""(
        SELECT a.id, a.rep_id, a.kind, a.automatic, a.happened_on,
            COALESCE(o.territory_id, c.territory_id) AS territory_id
        FROM crm_activity a
        LEFT JOIN crm_opportunity o ON o.id = a.opportunity_id
        LEFT JOIN crm_account c ON c.id = a.account_id
        WHERE a.done AND a.happened_on <= %(until)s
    ) a""",
    day="a.happened_on",
    rep="a.rep_id",
    territory="a.territory_id",
    share="1",
    row_kind="activity",
    row_id="a.id",
    sums={
        "activity_count": Sum("1", "NOT a.automatic", _("Activities done")),
        "activity_all_count": Sum("1", "TRUE", _("Activities, automatic ones included")),
        "meeting_count": Sum("1", "a.kind = 'meeting' AND NOT a.automatic", _("Meetings held")),
    },
)
