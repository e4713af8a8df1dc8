"""How large it is, in employees."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN
from territories.core.shapes import NUMBER

employees = Field(_("Employees"), "employees", NUMBER, (BETWEEN,))
