"""K43 Next-step coverage: share of open deals with a step or planned activity in the future."""

from kpis.core.edges import past_unknown
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Next-step coverage"),
    unit="percent",
    better="higher",
    formula=N_("Open deals with a dated next step ahead ÷ open deals"),
    numerator=half(N_("Open deals with a next step"), "next_step_count"),
    denominator=half(N_("All open deals"), "all_open_count"),
    cases=half(N_("All open deals"), "all_open_deals"),
    least_n=5,
    rule=past_unknown,
    edges=N_("A step due today counts. Not known for past days: CRMs keep no history of it."),
)
