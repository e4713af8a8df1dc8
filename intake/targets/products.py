"""What is sold."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target

target = Target(
    label=_("Products"),
    description=_("What is sold; the lines of a deal point at products."),
    order=60,
    key=("external_id",),
    fields=(
        Field("external_id", Kind.ID, _("Product ID"), CRM_ID, "01t1G000002Uf3M",
              ("id", "product id", "product2 id", "product code", "sku"), required=True),
        Field("name", Kind.TEXT, _("Name"), "", 'E-reader 6" 8 GB',
              ("product name", "product"), required=True),
        Field("family", Kind.TEXT, _("Family"), "", "Devices",
              ("product family", "category", "product category", "product line"), limit=120),
        Field("recurring", Kind.BOOLEAN, _("Recurring"),
              _("Sold again and again, over the term of the deal; empty is not known."), "yes",
              ("is recurring", "recurring product", "subscription"), soft=True),
        DELETED,
    ),
)  # fmt: skip
