"""K4 Attainment: won value ÷ quota in force. Never capped; unknown where the quota is zero."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Attainment"),
    unit="percent",
    better="higher",
    formula=N_("Won value ÷ quota"),
    numerator=half(N_("Value of deals won"), "won_value"),
    denominator=half(N_("Quotas in force"), "quota"),
    cases=half(N_("Deals won"), "won_count"),
    edges=N_("Never capped at 100 %. Unknown without a quota."),
)
