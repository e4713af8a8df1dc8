"""The country as the CRM writes it; no other spelling of it is guessed."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import IN, PREFIX
from territories.core.shapes import WORDS

country = Field(
    _("Country"),
    "country",
    WORDS,
    (
        IN,
        PREFIX,
    ),
)
