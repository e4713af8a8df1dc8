"""K30 Cohort win rate: chance that a deal which qualified in the period is won within 180 days.

Cumulative incidence of winning, with losing as the competing event (`kpis.core.cohort`).
"""

from kpis.core.cohort import won_in_time
from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Win rate of the cohort"),
    unit="percent",
    better="higher",
    formula=_("Deals won within 180 days of qualification ÷ deals that qualified in the period"),
    numerator=half(_("Of these, won within 180 days"), "cohort_won_count"),
    denominator=half(_("Deals qualified"), "generated_count"),
    cases=half(_("Deals qualified"), "generated_count"),
    least_n=20,
    rule=won_in_time,
    inputs=("cohort_chance", "cohort_ripe"),
    edges=_(
        "With what became of the deals by today. Open ones count for the days they were watched, "
        "so the value may be above its halves (Aalen–Johansen). Unknown until half of the deals "
        "have had their 180 days. For those, the range is Wilson's 95 %."
    ),
)
