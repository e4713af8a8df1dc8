"""The close date moved to a later month three times or more (K23)."""

from crm.core.warnings import OFTEN_PUSHED
from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("Pushed often"),
    points=10,
    broken=f"o.pushes >= {OFTEN_PUSHED}",
    meaning=_("The close date moved to a later month three times or more."),
    fix=_("Agree on a date with the customer, or leave the deal out of the forecast."),
)
