"""What the company does."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import CONTAINS, IN
from territories.core.shapes import WORDS

industry = Field(
    _("Industry"),
    "industry",
    WORDS,
    (
        IN,
        CONTAINS,
    ),
)
