"""Nothing is planned for today or later: neither a dated next step nor an activity."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("No next step"),
    points=15,
    broken="NOT o.has_step",
    meaning=_("No next step and no activity is planned for today or later."),
    fix=_("Plan the next step with its date."),
)
