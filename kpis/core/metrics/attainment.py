"""K4 Attainment: won value ÷ quota in force. Never capped; unknown where the quota is zero."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Attainment"),
    unit="percent",
    better="higher",
    formula=_("Won value ÷ quota"),
    numerator=half(_("Value of deals won"), "won_value"),
    denominator=half(_("Quotas in force"), "quota"),
    cases=half(_("Deals won"), "won_count"),
    edges=_("Never capped at 100 %. Unknown without a quota."),
)
