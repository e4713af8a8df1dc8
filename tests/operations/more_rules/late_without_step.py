"""Planning 6.3, T1: from the third stage on, a deal without a next step weighs more."""

from kpis.core.upkeep import Rule

RULE = Rule(
    label="No next step late",
    points=25,
    broken="NOT o.has_step",
    meaning="The deal is far along and nothing is planned.",
    fix="Plan the next step with its date.",
    applies="o.stage_order >= 3",
)
