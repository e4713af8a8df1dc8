"""K28 Win rate by count: won ÷ (won + lost) of deals closed in the period.

Lost counts after qualification only: a lead that never qualified was not there to be won.
"""

from kpis.core.intervals import by_count
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Win rate"),
    unit="percent",
    better="higher",
    formula=_("Deals won ÷ (deals won + deals lost after qualification)"),
    numerator=half(_("Deals won"), "won_count"),
    denominator=half(_("Deals won or lost"), "won_count", "lost_count"),
    cases=half(_("Deals won or lost"), "won_count", "lost_count"),
    least_n=20,
    rule=by_count,
    edges=_("Deals lost before qualification are left out; the range is Wilson's 95 %."),
)
