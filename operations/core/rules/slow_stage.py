"""The deal has been in its stage for longer than nine of ten that left it in the last year."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("Long in its stage"),
    points=10,
    broken="o.stage_days > o.stage_limit",
    meaning=_("Nine of ten deals leave the stage sooner."),
    fix=_("Move it to the stage it is really in, or close it."),
)
