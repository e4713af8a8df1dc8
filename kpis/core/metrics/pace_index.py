"""K7 Pace index: won value ÷ what is usually won by this day of the quota in force."""

from kpis.core.edges import too_early
from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Pace index"),
    unit="ratio",
    better="higher",
    formula=_("Won value ÷ (quota × usual share by today)"),
    numerator=half(_("Value of deals won"), "won_value"),
    denominator=half(_("Quota × usual share by today"), Term("quota", factor="usual_share")),
    rule=too_early,
    edges=_("Unknown while the usual share is below 3 %."),
)
