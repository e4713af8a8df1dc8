"""K33 Moves back: share of the moves between stages that went to an earlier one."""

from kpis.core.intervals import by_count
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Moves back"),
    unit="percent",
    better="lower",
    formula=_("Moves to an earlier stage ÷ moves to another open stage or to won"),
    numerator=half(_("Moves back"), "move_back_count"),
    denominator=half(_("Moves between stages"), "move_count"),
    cases=half(_("Moves between stages"), "move_count"),
    least_n=20,
    rule=by_count,
    edges=_(
        "Moves count on the day they happened; the funnel counts them for the stage, on the day it "
        "was entered. Losing a deal is no move. Deals without a history of stages have none."
    ),
)
