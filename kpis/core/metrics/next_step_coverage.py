"""K43 Next-step coverage: share of open deals with a step or planned activity in the future."""

from kpis.core.edges import past_unknown
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Next-step coverage"),
    unit="percent",
    better="higher",
    formula=_("Open deals with a dated next step ahead ÷ open deals"),
    numerator=half(_("Open deals with a next step"), "next_step_count"),
    denominator=half(_("All open deals"), "all_open_count"),
    cases=half(_("All open deals"), "all_open_deals"),
    least_n=5,
    rule=past_unknown,
    edges=_("A step due today counts. Not known for past days: CRMs keep no history of it."),
)
