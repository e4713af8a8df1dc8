"""The name of the account."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import CONTAINS, IN, PREFIX
from territories.core.shapes import WORDS

name = Field(
    _("Name"),
    "name",
    WORDS,
    (
        CONTAINS,
        PREFIX,
        IN,
    ),
    is_own=True,
)
