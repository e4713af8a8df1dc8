"""K40 Amount drift: median of won value ÷ value at qualification, of deals won in the period."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Amount drift"),
    unit="ratio",
    better="neither",
    formula=_("Median of won value ÷ value when qualified"),
    numerator=half(_("Value of deals won"), "drift_won_value"),
    denominator=half(_("Their value when qualified"), "drift_qualified_value"),
    cases=half(_("Deals won with a value when qualified"), "drift_count"),
    least_n=5,
    rule=middle_of("drift_median"),
    inputs=("drift_median",),
    edges=_("1 means that deals are won at the value they started with."),
)
