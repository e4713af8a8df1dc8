"""The days on which something changes inside a model: seats and exceptions begin and end, people
leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection

from territories.models import AccountException, Seat


@dataclass(frozen=True, slots=True)
class Turn:
    """`who` is a person ("" for an open seat) or an account."""

    day: date
    what: Literal["seat", "exception"]
    begins: bool
    who: str
    territory: str
    note: str = ""


def turns(model_id: int) -> list[Turn]:
    """Latest first; what has been so since ever, or lasts, has no day."""
    return sorted(
        [*_seats(model_id), *_exceptions(model_id)],
        key=lambda turn: (turn.day, turn.begins, turn.territory, turn.who),
        reverse=True,
    )


def _seats(model_id: int) -> Iterator[Turn]:
    rows = Seat.objects.filter(territory__model=model_id).select_related("rep", "territory")
    for row in rows:
        who = row.rep.name if row.rep else ""
        for day, begins in ((row.valid.lower, True), (row.valid.upper, False)):
            if day is not None:
                yield Turn(day, "seat", begins, who, row.territory.name)


def _exceptions(model_id: int) -> Iterator[Turn]:
    rows = AccountException.objects.filter(model=model_id).select_related("account", "territory")
    for row in rows:
        for day, begins in ((row.valid.lower, True), (row.valid.upper, False)):
            yield Turn(day, "exception", begins, row.account.name, row.territory.name, row.reason)


# Owners ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turning:
    """A day to come on which accounts may get other owners: those of these territories (planned)
    where a seat turns, those whose hold ends, and those of people who leave."""

    day: date
    territories: list[int]
    held: list[int]
    left: list[int]


_TO_COME = """
SELECT day, array_remove(array_agg(territory), NULL), array_remove(array_agg(held), NULL),
    array_remove(array_agg(gone), NULL)
FROM (
    SELECT d.day, s.territory_id AS territory, NULL::bigint AS held, NULL::bigint AS gone
    FROM territories_seat s JOIN territories_plannedterritory t ON t.id = s.territory_id
    CROSS JOIN LATERAL (VALUES (lower(s.valid)), (upper(s.valid))) d(day)
    WHERE t.model_id = %(model)s
    UNION SELECT upper(valid), NULL, account_id, NULL FROM territories_hold
    WHERE account_id IS NOT NULL
    UNION SELECT w.left_on, s.territory_id, NULL, w.id FROM teams_rep w
    JOIN territories_seat s ON s.rep_id = w.id
    JOIN territories_plannedterritory t ON t.id = s.territory_id AND t.model_id = %(model)s
) turns WHERE day > %(today)s GROUP BY day ORDER BY day
"""


def to_come(model_id: int, today: date) -> list[Turning]:
    """Days after today, the next one first."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_COME, {"model": model_id, "today": today})
        return [Turning(*row) for row in cursor.fetchall()]
