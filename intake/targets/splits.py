"""Who gets which part of the credit for a deal."""

from intake.core.messages import gettext_noop as _
from intake.core.target import DELETED, Field, Kind, Target

target = Target(
    label=_("Splits"),
    description=_("Parts of the credit for a deal; the revenue parts of a deal add up to 100 %."),
    order=120,
    key=("opportunity", "rep"),
    fields=(
        Field("opportunity", Kind.REF, _("Deal"), _("Id of the deal."), "0061G00000N38JZ",
              ("opportunity id", "deal id", "deal"), required=True),
        Field("rep", Kind.REF, _("Rep"), _("Id, e-mail address or name."), "bob@example.com",
              ("split owner id", "user id", "owner id", "rep id", "split owner", "owner"),
              required=True),
        Field("kind", Kind.CHOICE, _("Kind"), _("revenue or overlay"), "revenue",
              ("split type", "type"),
              choices={"revenue": "revenue", "overlay": "overlay"}),
        Field("share", Kind.PERCENT, _("Share of credit"), "", "50",
              ("split percentage", "split %", "percentage", "split", "percent"), required=True),
        DELETED,
    ),
)  # fmt: skip
