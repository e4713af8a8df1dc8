"""The address of its website."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import CONTAINS, IN
from territories.core.shapes import WORDS

website = Field(
    _("Website"),
    "website",
    WORDS,
    (
        CONTAINS,
        IN,
    ),
    is_own=True,
)
