"""K14 Coverage: open pipeline of the period ÷ what is still missing to the quota."""

from kpis.core.edges import covered
from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Coverage"),
    unit="ratio",
    better="higher",
    formula=N_("Open pipeline ÷ (quota − won value)"),
    numerator=half(N_("Value of open deals"), "open_value"),
    denominator=half(N_("Quota less value won"), "quota", Term("won_value", -1)),
    cases=half(N_("Open deals"), "open_deals"),
    rule=covered,
    edges=N_("“Covered” when nothing is missing to the quota."),
)
