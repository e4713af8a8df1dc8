"""K8 Pace gap: won value minus what is usually won by this day of the quota in force."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Ahead of usual"),
    unit="money",
    better="higher",
    formula=N_("Won value − quota × usual share by today"),
    numerator=half(
        N_("Value won less the usual part of the quota"),
        "won_value",
        Term("quota", -1, factor="usual_share"),
    ),
    edges=N_("Negative is behind the usual path."),
)
