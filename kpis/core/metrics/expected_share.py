"""K6 Expected share to date: how much of a period is usually won by this day of it.

Seasonal: the mean of past periods of the same kind, by share of working days, drawn towards the
company's path and to even days where there are few. See docs/algorithms/pacing.md.
"""

from kpis.core.edges import share_to_date
from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Usual share by today"),
    unit="percent",
    better="neither",
    formula=N_("Share of a period's won value that past periods of the kind had won by this day"),
    numerator=half(N_("Usual share"), "usual_share"),
    cases=half(N_("Past periods"), "usual_periods"),
    rule=share_to_date,
    inputs=("usual_low", "usual_high"),
    edges=N_(
        "With fewer than two past periods even days are assumed, and said so. Reps use the "
        "path of their team."
    ),
)
