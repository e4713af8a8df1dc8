"""The kind of customer, as the CRM writes it."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import IN, PREFIX
from territories.core.shapes import WORDS

segment = Field(
    _("Segment"),
    "segment",
    WORDS,
    (
        IN,
        PREFIX,
    ),
)
