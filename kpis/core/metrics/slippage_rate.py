"""K22 Slippage: share of the pipeline at the period's start whose close date moved past its end."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Slippage"),
    unit="percent",
    better="lower",
    formula=N_("Value due in the period at its start that moved past its end ÷ all of that value"),
    numerator=half(N_("Value moved past the end"), "slipped_value"),
    denominator=half(N_("Value due in the period at its start"), "start_value"),
    cases=half(N_("Deals due in the period at its start"), "start_deals"),
    least_n=10,
    edges=N_(
        "At the value of the start. A deal that was pushed but still won in the period did not "
        "slip."
    ),
)
