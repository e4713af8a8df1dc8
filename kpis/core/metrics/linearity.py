"""K12 Linearity: the part of a period's won value that came in the last third of its days.

Even days give a third. The more of it comes at the end, the less can still be done when it fails.
"""

from kpis.core.edges import too_few_wins
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Won in the last third"),
    unit="percent",
    better="lower",
    formula=_("Value won in the last third of the period's days ÷ won value"),
    numerator=half(_("Value won in the last third"), "won_last_value"),
    denominator=half(_("Value of deals won"), "won_value"),
    cases=half(_("Deals won"), "won_count"),
    rule=too_few_wins,
    inputs=("is_over",),
    edges=_("Unknown with fewer than five deals won, and until the period has ended."),
)
