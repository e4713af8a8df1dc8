"""Accounts by place: whose a country or state mostly is, and what lies in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from territories.core.places import Place, find, places


@dataclass(frozen=True, slots=True)
class Held:
    """Accounts of one country and state, as written, in one territory (None: in none)."""

    country: str
    state: str
    territory: int | None
    accounts: int
    potential: Decimal | None


@dataclass(frozen=True)
class Spot:
    """A territory's part of a place."""

    place: Place
    territory: int | None
    accounts: int
    potential: Decimal | None


@dataclass(frozen=True)
class Atlas:
    """`spots` by place, largest first; `mostly` says whose a place is; `unknown` accounts lie in
    no place that the atlas knows."""

    spots: tuple[Spot, ...]
    mostly: dict[str, int]
    unknown: int

    def without_money(self) -> "Atlas":
        """For readers who may not see what single accounts are worth: a place may hold but one."""
        return replace(self, spots=tuple(replace(one, potential=None) for one in self.spots))

    def near(self) -> dict[int, set[int]]:
        """Which territories meet: they share a place, or hold neighbouring ones."""
        found: dict[int, set[int]] = defaultdict(set)
        known = places()
        for place, territory in self.mostly.items():
            for other in known[place].near:
                if other in self.mostly and self.mostly[other] != territory:
                    found[territory].add(self.mostly[other])
                    found[self.mostly[other]].add(territory)
        return found


def atlas(rows: Iterable[Held]) -> Atlas:
    """Spellings of the same place are one."""
    sums: dict[tuple[str, int | None], list[Held]] = defaultdict(list)
    unknown = 0
    for row in rows:
        place = find(row.country, row.state)
        if place is None:
            unknown += row.accounts
        else:
            sums[place.id, row.territory].append(row)
    spots = [_spot(place, territory, held) for (place, territory), held in sums.items()]
    spots.sort(key=lambda s: (-s.accounts, s.place.name, s.territory or 0))
    mostly: dict[str, int] = {}
    for spot in spots:
        if spot.territory is not None:
            mostly.setdefault(spot.place.id, spot.territory)
    return Atlas(tuple(spots), mostly, unknown)


def _spot(place: str, territory: int | None, held: list[Held]) -> Spot:
    known = [row.potential for row in held if row.potential is not None]
    potential = sum(known, Decimal(0)) if known else None
    return Spot(places()[place], territory, sum(r.accounts for r in held), potential)
