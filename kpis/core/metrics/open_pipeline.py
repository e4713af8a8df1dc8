"""K13 Open pipeline: value of deals open as of the day whose close date lies in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Open pipeline"),
    unit="money",
    better="higher",
    formula=_("Value of open deals with a close date in the period"),
    numerator=half(_("Value of open deals"), "open_value"),
    cases=half(_("Open deals"), "open_deals"),
    edges=_(
        "As of today, or the end of a past period. Forecast category “omitted” is left out; "
        "overdue deals are in and also shown apart."
    ),
)
