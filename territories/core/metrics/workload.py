"""The hours that the accounts need."""

from territories.core.metric import Measure, _

MEASURE = Measure(
    label=_("Workload"),
    unit="count",
    head=_("Hours a month"),
    formula=_("Hours a month that the accounts need, as stated for each"),
    value="a.workload",
)
