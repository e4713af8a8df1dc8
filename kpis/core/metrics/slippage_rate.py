"""K22 Slippage: share of the pipeline at the period's start whose close date moved past its end."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Slippage"),
    unit="percent",
    better="lower",
    formula=_("Value due in the period at its start that moved past its end ÷ all of that value"),
    numerator=half(_("Value moved past the end"), "slipped_value"),
    denominator=half(_("Value due in the period at its start"), "start_value"),
    cases=half(_("Deals due in the period at its start"), "start_deals"),
    least_n=10,
    edges=_(
        "At the value of the start. A deal that was pushed but still won in the period did not "
        "slip."
    ),
)
