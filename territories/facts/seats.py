"""Who sits where in a model, with the days of each seat."""

from dataclasses import dataclass
from decimal import Decimal

from kernel.dated import Days
from territories.models import Seat, TerritoryModel


@dataclass(frozen=True, slots=True)
class SeatFact:
    """`share` from 0 to 1 of a territory in a role; nobody (None) has an open seat."""

    territory_id: int
    role_id: int
    rep_id: int | None
    share: Decimal
    days: Days


def seats(model_id: int) -> list[SeatFact]:
    """By territory and day."""
    rows = Seat.objects.filter(territory__model=model_id).order_by("territory", "valid", "pk")
    return [
        SeatFact(territory, role, rep, share / 100, Days(valid.lower, valid.upper))
        for territory, role, rep, share, valid in rows.values_list(
            "territory_id", "role_id", "rep_id", "share", "valid"
        )
    ]


def days_of(model: TerritoryModel) -> Days:
    """When the model is, was or is to be in force; a draft without a first day: always."""
    if model.active is not None:
        return Days(model.active.lower, model.active.upper)
    return Days(model.starts_on, None)
