"""K29 Win rate by value: value won ÷ value won or lost; lost deals by their last open value."""

from kpis.core.intervals import by_value
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Win rate by value"),
    unit="percent",
    better="higher",
    formula=_("Value won ÷ (value won + value lost after qualification)"),
    numerator=half(_("Value of deals won"), "won_value"),
    denominator=half(_("Value won or lost"), "won_value", "lost_value"),
    cases=half(_("Deals won or lost"), "won_count", "lost_count"),
    least_n=20,
    rule=by_value("won_square", "lost_square"),
    inputs=("won_square", "lost_square"),
    edges=_("Lost deals count with their last open value; large deals widen the range of 95%."),
)
