"""K26 Overdue: share of all open value whose close date has passed."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Overdue pipeline"),
    unit="percent",
    better="lower",
    formula=_("Value of open deals with a close date before today ÷ value of all open deals"),
    numerator=half(_("Overdue value"), "overdue_value"),
    denominator=half(_("Value of all open deals"), "all_open_value"),
    cases=half(_("All open deals"), "all_open_deals"),
    least_n=5,
    edges=_("As of today, or the end of a past period; all close dates count."),
)
