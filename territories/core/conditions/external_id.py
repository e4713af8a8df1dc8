"""The id in the CRM."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import IN, PREFIX
from territories.core.shapes import WORDS

external_id = Field(
    _("CRM id"),
    "external_id",
    WORDS,
    (
        IN,
        PREFIX,
    ),
    is_own=True,
)
