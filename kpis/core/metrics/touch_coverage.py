"""K42 Touch coverage: share of open deals that the customer took part in within 14 days."""

from kpis.core.edges import without_activities
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Touch coverage"),
    unit="percent",
    better="higher",
    formula=N_("Open deals with the customer taking part in 14 days ÷ open deals"),
    numerator=half(N_("Open deals touched"), "touched_count"),
    denominator=half(N_("All open deals"), "all_open_count"),
    cases=half(N_("All open deals"), "all_open_deals"),
    least_n=5,
    rule=without_activities,
    inputs=("company_activities",),
    edges=N_("Unknown when nobody logged an activity in 90 days."),
)
