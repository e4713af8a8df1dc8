"""K41 Activities per day: activities logged by people ÷ working days they were present."""

from kpis.core.metric import Metric, half
from kpis.core.words import _

METRIC = Metric(
    label=_("Activities a day"),
    unit="number",
    better="higher",
    formula=_("Activities done ÷ working days present"),
    numerator=half(_("Activities done"), "activity_count"),
    denominator=half(_("Working days present"), "present_days"),
    cases=half(_("Working days present"), "present_days"),
    least_n=5,
    edges=_(
        "Automatically logged activities are left out, as are days of absence and days outside "
        "any team."
    ),
)
