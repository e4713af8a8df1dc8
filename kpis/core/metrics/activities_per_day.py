"""K41 Activities per day: activities logged by people ÷ working days they were present."""

from kpis.core.metric import Metric, half
from kpis.core.words import N_

METRIC = Metric(
    label=N_("Activities a day"),
    unit="number",
    better="higher",
    formula=N_("Activities done ÷ working days present"),
    numerator=half(N_("Activities done"), "activity_count"),
    denominator=half(N_("Working days present"), "present_days"),
    cases=half(N_("Working days present"), "present_days"),
    least_n=5,
    edges=N_(
        "Automatically logged activities are left out, as are days of absence and days outside "
        "any team."
    ),
)
