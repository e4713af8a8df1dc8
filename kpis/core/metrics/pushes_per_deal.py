"""K23 Pushes per deal: moves of the close date to a later month, of deals closed in the period."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Pushes per deal"),
    unit="number",
    better="lower",
    formula=N_("Moves of the close date to a later fiscal month ÷ deals closed in the period"),
    numerator=half(N_("Pushes of deals closed"), "push_count"),
    denominator=half(N_("Deals closed"), "closed_count"),
    cases=half(N_("Deals closed"), "closed_count"),
    least_n=10,
    edges=N_("Moves within a fiscal month are not counted."),
)
