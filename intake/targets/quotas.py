"""Dated quotas of reps and teams."""

from intake.core.messages import gettext_noop as _
from intake.core.target import Field, Kind, Target

target = Target(
    label=_("Quotas"),
    description=_(
        "An amount that a rep or a team is to reach. Without an end a quota runs until the next "
        "of the same holder, and the last as long as the one before it."
    ),
    order=150,
    key=("rep", "team", "valid_from"),
    one_of=(("rep", "team"),),
    sequence=(("valid_from", "valid_to"),),
    fields=(
        Field("rep", Kind.REF, _("Rep"), _("Id, e-mail address or name; or a team."),
              "bob@example.com", ("rep id", "owner id", "quota owner id", "user id", "owner",
                                  "employee id")),
        Field("team", Kind.REF, _("Team"), _("Id or name; or a rep."), "", ("team id",)),
        Field("valid_from", Kind.DAY, _("From"), _("First day."), "2026-01-01",
              ("start date", "from", "quota date", "start", "period start"), required=True),
        Field("valid_to", Kind.DAY, _("To"), _("First day no longer in force."), "2026-04-01",
              ("end date", "to", "end", "period end"), open_end=True),
        Field("amount", Kind.MONEY, _("Amount"), _("In the company's currency."), "300000",
              ("quota", "quota amount", "sales quota", "target"), required=True, positive=True),
        Field("measure", Kind.CHOICE, _("Measure"), _("revenue"), "revenue", (),
              choices={"revenue": "revenue"}),
    ),
)  # fmt: skip
