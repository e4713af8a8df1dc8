"""K13 Open pipeline: value of deals open as of the day whose close date lies in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Open pipeline"),
    unit="money",
    better="higher",
    formula=N_("Value of open deals with a close date in the period"),
    numerator=half(N_("Value of open deals"), "open_value"),
    cases=half(N_("Open deals"), "open_deals"),
    edges=N_(
        "As of today, or the end of a past period. Forecast category “omitted” is left out; "
        "overdue deals are in and also shown apart."
    ),
)
