"""K23 Pushes per deal: moves of the close date to a later month, of deals closed in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Pushes per deal"),
    unit="number",
    better="lower",
    formula=_("Moves of the close date to a later fiscal month ÷ deals closed in the period"),
    numerator=half(_("Pushes of deals closed"), "push_count"),
    denominator=half(_("Deals closed"), "closed_count"),
    cases=half(_("Deals closed"), "closed_count"),
    least_n=10,
    edges=_("Moves within a fiscal month are not counted."),
)
