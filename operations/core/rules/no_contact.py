"""No person at the customer is named."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("No contact"),
    points=5,
    broken="NOT o.has_contact",
    meaning=_("No person at the customer is named."),
    fix=_("Name the person you talk to."),
)
