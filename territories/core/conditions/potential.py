"""What could be sold to it in a year, in the base currency."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN
from territories.core.shapes import NUMBER

potential = Field(_("Potential a year"), "potential", NUMBER, (BETWEEN,))
