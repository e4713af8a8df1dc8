"""Who belongs to which team, from day to day."""

from intake.core.messages import gettext_noop as _
from intake.core.target import DELETED, Field, Kind, Target

target = Target(
    label=_("Memberships"),
    description=_("A rep sells in a team, or leads it, from a day up to another (exclusive)."),
    order=40,
    key=("rep", "team"),
    sequence=(("valid_from", "valid_to"),),
    fields=(
        Field("rep", Kind.REF, _("Rep"), _("Id, e-mail address or name."), "bob@example.com",
              ("rep id", "owner id", "user id", "member", "employee id"), required=True),
        Field("team", Kind.REF, _("Team"), _("Id or name."), "EMEA South",
              ("team id", "team name"), required=True),
        Field("leads", Kind.BOOLEAN, _("Leads the team"), "", "no", ("leader", "is manager"),
              soft=True),
        Field("valid_from", Kind.DAY, _("From"), _("First day."), "2025-01-01",
              ("start date", "from", "start", "since"), required=True),
        Field("valid_to", Kind.DAY, _("To"), _("First day no longer there; empty: still there."),
              "", ("end date", "to", "end", "until"), open_end=True),
        DELETED,
    ),
)  # fmt: skip
