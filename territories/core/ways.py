"""How far accounts are from the seats of territories: great circles between middles of places.

An account lies in the middle of its state, else of its country. A territory's seat is where the
plan says, else in the middle of its accounts, weighted by potential (by their number, where nobody
knows one). An account or seat of which no place is known is as far away as all others on average,
so that it neither draws accounts nor sends them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from territories.core.atlas import Held, atlas
from territories.core.places import Place, Spot, find, kilometres, middle

ENOUGH = 0.8  # part of accounts, and of seats, of which the place must be known
type Named = Mapping[int, tuple[str, str]]  # country and state by territory, as written


@dataclass(frozen=True, slots=True)
class Known:
    """Of how many accounts and seats a place is known."""

    accounts: int
    located: int
    seats: int
    seated: int

    @property
    def enough(self) -> bool:
        """Whether a shortest way means anything. With one seat there is nothing to choose."""
        return (
            self.seated > 1
            and self.located >= ENOUGH * self.accounts
            and self.seated >= ENOUGH * self.seats
        )


@dataclass(frozen=True, eq=False, slots=True)
class Ways:
    """`km`: units × seats, the sum over the accounts of a unit. `unknown`: accounts and seats that
    count as the mean."""

    km: np.ndarray
    unknown: int
    unknown_seats: int

    def total(self, seats: Iterable[int]) -> float:
        """With a seat for each unit, by their places."""
        held = list(seats)
        return float(self.km[np.arange(len(held)), held].sum())


def seats(rows: Iterable[Held], stated: Named) -> dict[int, Spot | None]:
    """Where each territory's seat is; None where nobody can tell."""
    held = defaultdict(list)
    for spot in atlas(rows).spots:
        if spot.territory in stated:
            held[spot.territory].append(spot)
    found = {}
    for territory, place in stated.items():
        said, spots = find(*place), held[territory]
        known = any(spot.potential for spot in spots)
        weighted = [
            (s.place.centre, float(s.potential or 0) if known else s.accounts) for s in spots
        ]
        found[territory] = said.centre if said else middle(weighted)
    return found


def known(rows: Iterable[Held], stated: Named) -> Known:
    mine = [row for row in rows if row.territory in stated]
    everywhere = sum(row.accounts for row in mine)
    seated = sum(spot is not None for spot in seats(mine, stated).values())
    return Known(everywhere, everywhere - atlas(mine).unknown, len(stated), seated)


def held(accounts: pd.DataFrame) -> list[Held]:
    """Accounts (columns: territories.facts.units) by place and territory."""
    by = accounts.groupby(["country", "state", "territory"], sort=True)["potential"]
    sums = pd.DataFrame({"n": by.size(), "potential": by.sum(min_count=1)})
    return [
        Held(country, state, int(territory), int(n), None if np.isnan(total) else Decimal(total))
        for (country, state, territory), n, total in sums.itertuples(name=None)
    ]


def ways(accounts: pd.DataFrame, units: pd.DataFrame, stated: Named) -> Ways:
    """Seats in the order of `stated`; units as `territories.core.units.grouped` made them."""
    spots = list(seats(held(accounts), stated).values())
    keys = ["family", "territory"]
    place = accounts.groupby(["country", "state"], sort=False).ngroup().to_numpy()
    first = accounts.groupby(["country", "state"], sort=False).first().index
    table = np.array([[_km(find(*each), spot) for spot in spots] for each in first], dtype=float)
    rows = table[place]
    mean = float(np.nanmean(rows)) if (~np.isnan(rows)).any() else 0.0
    unit = units.assign(at=np.arange(len(units))).set_index(keys)["at"]
    at = unit.loc[pd.MultiIndex.from_frame(accounts[keys])].to_numpy()
    km = np.zeros((len(units), len(spots)))
    np.add.at(km, at, np.nan_to_num(rows, nan=mean))
    nowhere = np.array([find(*each) is None for each in first])
    return Ways(km, int(nowhere[place].sum()), sum(spot is None for spot in spots))


def _km(place: Place | None, spot: Spot | None) -> float:
    return np.nan if place is None or spot is None else kilometres(place.centre, spot)
