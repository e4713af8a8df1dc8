"""Whether anything waits at all: one question, so that quiet home pages ask no more than that."""

from dataclasses import dataclass

from django.db import connection

from teams.memory import remembered


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of anybody; who sees what is asked only where there is something."""

    letters: bool
    adjustments: bool
    proposals: bool


def anything() -> Waiting:
    """Once a request."""
    return remembered("planning waiting", _ask)


# A letter waits as long as its person has not accepted it last.
_QUESTION = """
SELECT EXISTS (SELECT FROM planning_letter l WHERE NOT EXISTS (
           SELECT FROM planning_letteranswer a WHERE a.letter_id = l.id AND a.kind = 'accepted')),
       EXISTS (SELECT FROM planning_adjustment WHERE state = 'asked'),
       EXISTS (SELECT FROM planning_quotaplan WHERE state = 'draft' AND proposals_by IS NOT NULL)
"""


def _ask() -> Waiting:
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION)
        return Waiting(*cursor.fetchone())
