"""An open deal whose close date has passed: it is won, lost, or later; the date says neither."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("Close date has passed"),
    points=20,
    broken="o.close_date < o.day",
    meaning=_("The deal is open although its close date has passed."),
    fix=_("Close it, or set the date on which you expect it to close."),
)
