"""The day of its next renewal."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN
from territories.core.shapes import DAY

renews_on = Field(_("Renews on"), "renews_on", DAY, (BETWEEN,))
