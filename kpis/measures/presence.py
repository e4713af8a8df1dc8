"""Working days on which a rep belonged to a team, was employed and was not away."""

from kpis.core.words import _
from kpis.queries.source import Source, Sum

SOURCE = Source(
    about=_("Working days of reps in a team, up to today"),
    tables="""(
        SELECT r.id AS rep_id, w.day
        FROM teams_rep r
        JOIN kpis_bucket w ON w.works AND w.day <= %(today)s
            AND (r.hired_on IS NULL OR w.day >= r.hired_on)
            AND (r.left_on IS NULL OR w.day < r.left_on)
        WHERE NOT EXISTS (
            SELECT 1 FROM teams_absence a WHERE a.rep_id = r.id AND a.valid @> w.day
        )
    ) p""",
    day="p.day",
    where="s.team_id IS NOT NULL",
    rep="p.rep_id",
    territory="NULL::bigint",
    share="1",
    row_kind="rep",
    row_id="p.rep_id",
    sums={"present_days": Sum("1", "TRUE", _("Working days present"), unknown_without=True)},
)
