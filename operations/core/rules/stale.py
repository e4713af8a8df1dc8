"""Nobody did anything for longer than three of four visits to the stage last, at least 14 days."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("Nothing happens"),
    points=15,
    broken="o.silent_days > o.silent_limit",
    meaning=_("No activity for longer than is usual in the stage, at least 14 days."),
    fix=_("Log what was done, get in touch, or close the deal."),
)
