"""K38 Deal value: median value of deals won in the period; the halves give the mean."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Deal value"),
    unit="money",
    better="higher",
    formula=_("Median value of deals won"),
    numerator=half(_("Value of deals won"), "won_value"),
    denominator=half(_("Deals won"), "won_count"),
    cases=half(_("Deals won"), "won_count"),
    least_n=5,
    rule=middle_of("value_median"),
    inputs=("value_median",),
    edges=_("Whole deals, also where the credit is split. The halves give the mean."),
)
