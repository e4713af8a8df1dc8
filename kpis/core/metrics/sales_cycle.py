"""K37 Sales cycle: median days from qualification to the win, of deals won in the period."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Sales cycle"),
    unit="days",
    better="lower",
    formula=_("Median of days from qualification to the win"),
    numerator=half(_("Days from qualification to the win"), "cycle_days"),
    denominator=half(_("Deals won with a qualification day"), "cycle_count"),
    cases=half(_("Deals won with a qualification day"), "cycle_count"),
    least_n=5,
    rule=middle_of("cycle_median"),
    inputs=("cycle_median",),
    edges=_("The halves give the mean, which a few slow deals pull up."),
)
