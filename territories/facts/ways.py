"""Where accounts and the seats of territories are, as it was last worked out."""

from collections.abc import Mapping

import territories.core.ways as core
from territories.core.atlas import Held
from territories.core.places import Spot
from territories.core.ways import Known
from territories.facts.parts import Part
from territories.models import PlaceHeld


def known(part: Part) -> Known:
    """Whether there are enough places for a shortest way."""
    return core.known(_held(part), part.seats)


def seats(part: Part) -> Mapping[int, Spot | None]:
    """By leaf territory."""
    return core.seats(_held(part), part.seats)


def _held(part: Part) -> list[Held]:
    rows = PlaceHeld.objects.filter(
        model=part.model.pk, role=part.role.pk, territory__in=part.ids
    ).order_by("pk")
    columns = ("country", "state", "territory_id", "accounts", "potential")
    return [Held(*row) for row in rows.values_list(*columns)]
