"""K57: what a rule of upkeep is. Deals are checked here; the rules themselves live above.

`operations/core/rules/<slug>.py` holds one rule each (`docs/howto/add-a-rule.md`).
A rule is a condition on the row `o`, an open deal as it stands today; its columns are COLUMNS. The
condition is SQL, because it is asked of every open deal in the statement that sums them; unknown
(NULL) breaks nothing.
"""

from dataclasses import dataclass

from kernel.registry import Registry

# What a rule may look at, as `o.<name>`.
COLUMNS: dict[str, str] = {
    "day": "today",
    "value": "value in the base currency; NULL when no amount is known",
    "median_value": "the median value of open deals",
    "close_date": "the expected close date",
    "created_on": "the day of creation",
    "stage_order": "the place of the stage in the process",
    "stage_days": "days since the deal came into its stage; NULL without history",
    "stage_limit": "days in which nine of ten visits to the stage end; NULL without history",
    "silent_days": "days since the last activity, since creation when there was none",
    "silent_limit": "days in which three of four visits to the stage end, at least 14",
    "has_step": "whether a step or activity is planned for today or later",
    "has_contact": "whether a person at the customer is named",
    "pushes": "how often the close date moved to a later month",
    "source": "the lead source, '' when unknown",
    "segment": "the segment, '' when unknown",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`points` weigh the rule against the others that apply to the deal.

    `broken`, `applies`: SQL on `o`; write a percent sign as %%. `meaning`: what is wrong, as one
    sentence. `fix`: what the owner does about it in the CRM.
    """

    label: str
    points: int
    broken: str
    meaning: str
    fix: str
    applies: str = "TRUE"


# Filled from above: RULES.add_package("operations.core.rules")
RULES: Registry[Rule] = Registry(Rule)
