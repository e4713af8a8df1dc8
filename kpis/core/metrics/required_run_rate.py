"""K9 Required run-rate: what must be won on each working day that is left to reach the quota."""

from kpis.core.edges import nothing_left
from kpis.core.metric import Metric, Term, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Required a day"),
    unit="money_per_day",
    better="lower",
    formula=_("(Quota − won value) ÷ working days left"),
    numerator=half(_("Quota less value won"), "quota", Term("won_value", -1)),
    denominator=half(_("Working days left"), "workdays_left"),
    rule=nothing_left,
    edges=_("Zero with a surplus. Today counts as left. Unknown after the last day."),
)
