"""K42 Touch coverage: share of open deals that the customer took part in within 14 days."""

from kpis.core.edges import without_activities
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Touch coverage"),
    unit="percent",
    better="higher",
    formula=_("Open deals with the customer taking part in 14 days ÷ open deals"),
    numerator=half(_("Open deals touched"), "touched_count"),
    denominator=half(_("All open deals"), "all_open_count"),
    cases=half(_("All open deals"), "all_open_deals"),
    least_n=5,
    rule=without_activities,
    inputs=("company_activities",),
    edges=_("Unknown when nobody logged an activity in 90 days."),
)
