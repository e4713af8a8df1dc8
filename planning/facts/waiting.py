"""Whether anything waits at all, so that quiet home pages ask no more than that."""

from dataclasses import dataclass

from teams.waiting import answers, bring


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of anybody; who sees what is asked only where there is something."""

    letters: bool
    adjustments: bool
    proposals: bool


def anything() -> Waiting:
    """Once a request."""
    return Waiting(*answers("planning"))


# A letter waits as long as its person has not accepted it last.
_QUESTIONS = (
    """EXISTS (SELECT FROM planning_letter l WHERE NOT EXISTS (
        SELECT FROM planning_letteranswer a WHERE a.letter_id = l.id AND a.kind = 'accepted'))""",
    "EXISTS (SELECT FROM planning_adjustment WHERE state = 'asked')",
    "EXISTS (SELECT FROM planning_quotaplan WHERE state = 'draft' AND proposals_by IS NOT NULL)",
)
bring("planning", _QUESTIONS)
