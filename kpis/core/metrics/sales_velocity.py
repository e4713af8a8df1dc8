"""K39 Sales velocity: qualified open deals × win rate × mean value ÷ median cycle days."""

from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Sales velocity"),
    unit="money_per_day",
    better="higher",
    formula=_("Qualified open deals × win rate × mean value of wins ÷ median sales cycle"),
    numerator=half(
        _("Qualified open deals × win rate × mean value"),
        Term("qualified_open_count", factor="usual_worth"),
    ),
    denominator=half(_("Median days to win"), "cycle_median"),
    cases=half(_("Deals won or lost"), "won_count", "lost_count"),
    least_n=20,
    edges=_(
        "All four from the same scope; rate, value and cycle from the period, deals as of "
        "today or its end."
    ),
)
