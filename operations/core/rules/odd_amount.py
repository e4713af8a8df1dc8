"""An amount not positive, or above ten times the median: more often typed wrong than true."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("Unusual amount"),
    points=5,
    broken="o.value <= 0 OR o.value > 10 * o.median_value",
    meaning=_("The amount is not positive, or more than ten times that of the median open deal."),
    fix=_("Check the amount and its currency."),
)
