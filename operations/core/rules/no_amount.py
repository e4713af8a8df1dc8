"""A deal without an amount adds nothing to any forecast by value."""

from kpis.core.upkeep import Rule
from kpis.core.words import _

RULE = Rule(
    label=_("No amount"),
    points=20,
    broken="o.value IS NULL",
    meaning=_("The deal has no amount that can be counted."),
    fix=_("Enter the amount you expect, or a currency that has a rate."),
)
