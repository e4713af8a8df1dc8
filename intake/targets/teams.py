"""The tree of teams."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target

target = Target(
    label=_("Teams"),
    description=_("Teams of any depth; a region is a team of teams."),
    order=10,
    key=("external_id",),
    together=True,
    fields=(
        Field("external_id", Kind.ID, _("Team ID"), CRM_ID, "00E1G000000a1b2",
              ("id", "team id", "role id"), required=True),
        Field("name", Kind.TEXT, _("Name"), "", "EMEA South",
              ("team", "team name", "role name"), required=True, limit=200),
        Field("parent", Kind.REF, _("Part of"), _("Id or name of the team above."), "EMEA",
              ("parent team", "parent id", "parent role id", "part of")),
        DELETED,
    ),
)  # fmt: skip
