"""K10 Chance of quota: the share of seeded draws of the period's result that reach the quota.

The result is what is won plus a draw for the rest of the period. See docs/algorithms/chance.md.
"""

from kpis.core.chance import chance
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Chance of quota"),
    unit="percent",
    better="higher",
    formula=_("Share of 2,000 draws of won value + rest of the period that reach the quota"),
    numerator=half(_("Value of deals won"), "won_value"),
    denominator=half(_("Quotas in force"), "quota"),
    cases=half(_("Past periods"), "usual_periods"),
    rule=chance,
    inputs=(
        "usual_share",
        "like_won_value",
        "like_won_count",
        "like_won_square",
        "like_periods",
        "open_value",
        "lead_value",
        "lead_won_value",
        "spread",
        "is_over",
    ),
    edges=_(
        "With fewer than four past periods the spread is assumed, and said so. Once the "
        "quota is reached it is 100%, when the period ended below it 0%."
    ),
)
