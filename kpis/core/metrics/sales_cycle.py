"""K37 Sales cycle: median days from qualification to the win, of deals won in the period."""

from kpis.core.edges import middle_of
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Sales cycle"),
    unit="days",
    better="lower",
    formula=N_("Median of days from qualification to the win"),
    numerator=half(N_("Days from qualification to the win"), "cycle_days"),
    denominator=half(N_("Deals won with a qualification day"), "cycle_count"),
    cases=half(N_("Deals won with a qualification day"), "cycle_count"),
    least_n=5,
    rule=middle_of("cycle_median"),
    inputs=("cycle_median",),
    edges=N_("The halves give the mean, which a few slow deals pull up."),
)
