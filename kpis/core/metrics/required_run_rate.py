"""K9 Required run-rate: what must be won on each working day that is left to reach the quota."""

from kpis.core.edges import nothing_left
from kpis.core.metric import Metric, Term, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Required a day"),
    unit="money_per_day",
    better="lower",
    formula=N_("(Quota − won value) ÷ working days left"),
    numerator=half(N_("Quota less value won"), "quota", Term("won_value", -1)),
    denominator=half(N_("Working days left"), "workdays_left"),
    rule=nothing_left,
    edges=N_("Zero with a surplus. Today counts as left. Unknown after the last day."),
)
