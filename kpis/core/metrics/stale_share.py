"""K25 Stale: share of the open pipeline without activity for longer than its stage usually lasts.

Limit: 14 days, or the 75th centile of days that deals spent in the stage over the past year.
"""

from kpis.core.edges import without_activities
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Stale pipeline"),
    unit="percent",
    better="lower",
    formula=_("Value of open deals without activity for too long ÷ open pipeline"),
    numerator=half(_("Value without activity"), "stale_value"),
    denominator=half(_("Value of open deals"), "open_value"),
    cases=half(_("Open deals"), "open_deals"),
    least_n=5,
    rule=without_activities,
    inputs=("company_activities",),
    edges=_(
        "Too long is more than 14 days and more than three quarters of deals spend in the "
        "stage. Unknown when nobody logged an activity in 90 days."
    ),
)
