"""K14 Coverage: open pipeline of the period ÷ what is still missing to the quota."""

from kpis.core.edges import covered
from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Coverage"),
    unit="ratio",
    better="higher",
    formula=_("Open pipeline ÷ (quota − won value)"),
    numerator=half(_("Value of open deals"), "open_value"),
    denominator=half(_("Quota less value won"), "quota", Term("won_value", -1)),
    cases=half(_("Open deals"), "open_deals"),
    rule=covered,
    edges=_("“Covered” when nothing is missing to the quota."),
)
