"""K39 Sales velocity: qualified open deals × win rate × mean value ÷ median cycle days."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Sales velocity"),
    unit="money_per_day",
    better="higher",
    formula=N_("Qualified open deals × win rate × mean value of wins ÷ median sales cycle"),
    numerator=half(
        N_("Qualified open deals × win rate × mean value"),
        Term("qualified_open_count", factor="usual_worth"),
    ),
    denominator=half(N_("Median days to win"), "cycle_median"),
    cases=half(N_("Deals won or lost"), "won_count", "lost_count"),
    least_n=20,
    edges=N_(
        "All four from the same scope; rate, value and cycle from the period, deals as of "
        "today or its end."
    ),
)
