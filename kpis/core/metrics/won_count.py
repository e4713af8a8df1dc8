"""K2 Won count: deals won in the period; a split deal counts for each by share."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Deals won"),
    unit="count",
    better="higher",
    formula=_("Number of deals won in the period, by share of credit"),
    numerator=half(_("Deals won"), "won_count"),
    cases=half(_("Deals won"), "won_count"),
    edges=_("Fractions come from split deals."),
)
