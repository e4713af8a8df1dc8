"""K3 Quota in force: dated quotas spread evenly over their working days, summed over the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Quota"),
    unit="money",
    better="neither",
    formula=_("Sum over the working days of the period of quota ÷ working days of its validity"),
    numerator=half(_("Quotas in force"), "quota"),
    edges=_(
        "Where a team has a quota of its own it replaces the sum of its members; the "
        "difference is listed. Without any quota it is unknown, not zero."
    ),
)
