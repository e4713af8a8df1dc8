"""The postcode: begins with, or a range of beginnings (see operators.between)."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN, IN, PREFIX
from territories.core.shapes import POSTCODE

postcode = Field(
    _("Postcode"),
    "postcode",
    POSTCODE,
    (
        PREFIX,
        BETWEEN,
        IN,
    ),
)
