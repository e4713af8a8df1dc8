"""The tree of territories."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target

target = Target(
    label=_("Territories"),
    description=_("Parts of the market; a region is a territory of territories."),
    order=20,
    key=("external_id",),
    together=True,
    fields=(
        Field("external_id", Kind.ID, _("Territory ID"), CRM_ID, "01581",
              ("id", "territory id"), required=True),
        Field("name", Kind.TEXT, _("Name"), "", "Westborough",
              ("territory", "territory name", "territory description"), required=True, limit=200),
        Field("parent", Kind.REF, _("Part of"), _("Id or name of the territory above."), "US-EAST",
              ("parent territory", "parent id", "region", "parent territory2 id")),
        DELETED,
    ),
)  # fmt: skip
