"""K20 Created and won: share of won value from deals that were created in the same period."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Created and won"),
    unit="percent",
    better="neither",
    formula=_("Value won in the period from deals created in it ÷ won value"),
    numerator=half(_("Value won of deals created in the period"), "won_created_value"),
    denominator=half(_("Value of deals won"), "won_value"),
    cases=half(_("Deals won"), "won_count"),
    least_n=5,
)
