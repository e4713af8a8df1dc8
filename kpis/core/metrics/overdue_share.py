"""K26 Overdue: share of all open value whose close date has passed."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Overdue pipeline"),
    unit="percent",
    better="lower",
    formula=N_("Value of open deals with a close date before today ÷ value of all open deals"),
    numerator=half(N_("Overdue value"), "overdue_value"),
    denominator=half(N_("Value of all open deals"), "all_open_value"),
    cases=half(N_("All open deals"), "all_open_deals"),
    least_n=5,
    edges=N_("As of today, or the end of a past period; all close dates count."),
)
