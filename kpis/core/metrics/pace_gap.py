"""K8 Pace gap: won value minus what is usually won by this day of the quota in force."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Ahead of usual"),
    unit="money",
    better="higher",
    formula=_("Won value − quota × usual share by today"),
    numerator=half(
        _("Value won less the usual part of the quota"),
        "won_value",
        Term("quota", -1, factor="usual_share"),
    ),
    edges=_("Negative is behind the usual path."),
)
