"""K2 Won count: deals won in the period; a split deal counts for each by share."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Deals won"),
    unit="count",
    better="higher",
    formula=N_("Number of deals won in the period, by share of credit"),
    numerator=half(N_("Deals won"), "won_count"),
    cases=half(N_("Deals won"), "won_count"),
    edges=N_("Fractions come from split deals."),
)
