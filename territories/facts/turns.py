"""The days on which something changes inside a model: seats and exceptions begin and end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

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
