"""The territory that the CRM stated last, by its short name; not the one of any plan."""

from territories.core.field import Field
from territories.core.flaw import gettext_noop as _
from territories.core.operators import IN, PREFIX
from territories.core.shapes import WORDS

stated_territory = Field(
    _("Territory in the CRM"),
    "stated_territory",
    WORDS,
    (
        IN,
        PREFIX,
    ),
)
