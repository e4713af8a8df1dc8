"""K38 Deal value: median value of deals won in the period; the halves give the mean."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Deal value"),
    unit="money",
    better="higher",
    formula=N_("Median value of deals won"),
    numerator=half(N_("Value of deals won"), "won_value"),
    denominator=half(N_("Deals won"), "won_count"),
    cases=half(N_("Deals won"), "won_count"),
    least_n=5,
    rule=middle_of("value_median"),
    inputs=("value_median",),
    edges=N_("Whole deals, also where the credit is split. The halves give the mean."),
)
