"""The hours that it needs in a month."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import BETWEEN
from territories.core.shapes import NUMBER

workload = Field(_("Hours needed a month"), "workload", NUMBER, (BETWEEN,))
