"""K20 Created and won: share of won value from deals that were created in the same period."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Created and won"),
    unit="percent",
    better="neither",
    formula=N_("Value won in the period from deals created in it ÷ won value"),
    numerator=half(N_("Value won of deals created in the period"), "won_created_value"),
    denominator=half(N_("Value of deals won"), "won_value"),
    cases=half(N_("Deals won"), "won_count"),
    least_n=5,
)
