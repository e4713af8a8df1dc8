"""K40 Amount drift: median of won value ÷ value at qualification, of deals won in the period."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Amount drift"),
    unit="ratio",
    better="neither",
    formula=N_("Median of won value ÷ value when qualified"),
    numerator=half(N_("Value of deals won"), "drift_won_value"),
    denominator=half(N_("Their value when qualified"), "drift_qualified_value"),
    cases=half(N_("Deals won with a value when qualified"), "drift_count"),
    least_n=5,
    rule=middle_of("drift_median"),
    inputs=("drift_median",),
    edges=N_("1 means that deals are won at the value they started with."),
)
