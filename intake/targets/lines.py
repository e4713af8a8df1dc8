"""Products of a deal."""

from intake.core.messages import gettext_noop as _
from intake.core.target import CRM_ID, DELETED, Field, Kind, Target

target = Target(
    label=_("Lines of deals"),
    description=_("A product on a deal, in the deal's currency."),
    order=110,
    key=("external_id",),
    fields=(
        Field("external_id", Kind.ID, _("Line ID"), CRM_ID, "00k1G00000A3iyq",
              ("id", "line id", "line item id", "opportunity line item id"), required=True),
        Field("opportunity", Kind.REF, _("Deal"), _("Id of the deal."), "0061G00000N38JZ",
              ("opportunity id", "deal id", "deal"), required=True),
        Field("product", Kind.REF, _("Product"), _("Id or name."), "01t1G000002Uf3M",
              ("product id", "product 2 id", "product2 id", "product name"), required=True),
        Field("quantity", Kind.NUMBER, _("Quantity"), "", "2", ("qty", "order quantity")),
        Field("unit_price", Kind.MONEY, _("Unit price"), "", "850.00",
              ("sales price", "price", "unit price")),
        Field("unit_cost", Kind.MONEY, _("Unit cost"),
              _("What one of it cost the company; without it the margin is not known."), "510.00",
              ("cost", "cost price", "unit cost of goods sold", "hs cost of goods sold"),
              soft=True),
        Field("amount", Kind.MONEY, _("Amount"), "", "1700.00",
              ("total price", "line total", "total", "extended amount", "sales amount"),
              required=True),
        DELETED,
    ),
)  # fmt: skip
