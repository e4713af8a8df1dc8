"""Who covers which territory, from day to day."""

from intake.core.messages import gettext_noop as _
from intake.core.target import DELETED, Field, Kind, Target

target = Target(
    label=_("Territory coverage"),
    description=_("A rep covers a territory from a day up to another (exclusive)."),
    order=50,
    key=("rep", "territory"),
    sequence=(("valid_from", "valid_to"),),
    fields=(
        Field("rep", Kind.REF, _("Rep"), _("Id, e-mail address or name."), "bob@example.com",
              ("rep id", "user id", "owner id", "employee id"), required=True),
        Field("territory", Kind.REF, _("Territory"), _("Id or name."), "01581",
              ("territory id", "territory2 id", "territory name"), required=True),
        Field("valid_from", Kind.DAY, _("From"), _("First day."), "2025-01-01",
              ("start date", "from", "start", "since"), required=True),
        Field("valid_to", Kind.DAY, _("To"), _("First day no longer covered; empty: still."),
              "", ("end date", "to", "end", "until"), open_end=True),
        DELETED,
    ),
)  # fmt: skip
