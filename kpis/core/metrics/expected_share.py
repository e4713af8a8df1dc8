"""K6 Expected share to date: how much of a period is usually won by this day of it.

Seasonal: the mean of past periods of the same kind, by share of working days, drawn towards the
company's path and to even days where there are few. See docs/algorithms/pacing.md.
"""

from kpis.core.edges import share_to_date
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Usual share by today"),
    unit="percent",
    better="neither",
    formula=_("Share of a period's won value that past periods of the kind had won by this day"),
    numerator=half(_("Usual share"), "usual_share"),
    cases=half(_("Past periods"), "usual_periods"),
    rule=share_to_date,
    inputs=("usual_low", "usual_high"),
    edges=_(
        "With fewer than two past periods even days are assumed, and said so. Reps use the "
        "path of their team."
    ),
)
