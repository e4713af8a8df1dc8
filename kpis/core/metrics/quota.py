"""K3 Quota in force: dated quotas spread evenly over their working days, summed over the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Quota"),
    unit="money",
    better="neither",
    formula=N_("Sum over the working days of the period of quota ÷ working days of its validity"),
    numerator=half(N_("Quotas in force"), "quota"),
    edges=N_(
        "Where a team has a quota of its own it replaces the sum of its members; the "
        "difference is listed. Without any quota it is unknown, not zero."
    ),
)
