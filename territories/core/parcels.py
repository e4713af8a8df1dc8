"""Whole states and countries as units: what one place holds in one territory is a parcel.

Parcels of a place stay together. An account that is protected stays where it is, by itself, and so
does one whose place nobody knows; neither has to hang together with anything.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from territories.core.neighbours import touching
from territories.core.optimiser.problem import Problem
from territories.core.proposal import Blocker, Move, Proposal


@dataclass(frozen=True, slots=True)
class Parcel:
    """`units`: of the question before."""

    place: str
    units: tuple[str, ...]


type Parcels = Mapping[str, Parcel]


def parcelled(
    problem: Problem,
    place: Sequence[str],
    *,
    connected: bool = False,
    occupied: Collection[str] = (),
) -> tuple[Problem, Parcels]:
    """The question about places, from one about accounts without families; `place` is that of each
    unit, "" for none. A parcel is named by its place, and by its territory where others share it.

    `connected`: territories have to hang together; `occupied`: places where others are."""
    names, parcels = _named(problem, place)
    order = list(dict.fromkeys(names))
    at = pd.Index(order).get_indexer(pd.Index(names))
    by_place: dict[str, list[str]] = {}
    for name, parcel in parcels.items():
        by_place.setdefault(parcel.place, []).append(name)
    adjacency = None
    if connected:
        pairs = touching(by_place, occupied)
        adjacency = [(by_place[one][0], by_place[other][0]) for one, other in pairs]
    found = replace(
        problem,
        units=order,
        weights={metric: _known_sum(w, at) for metric, w in problem.weights.items()},
        cost=None if problem.cost is None else _sum(problem.cost, at),
        current={
            n: problem.current[u]
            for n, u in zip(names, problem.units, strict=True)
            if u in problem.current
        },
        families=[each for each in by_place.values() if len(each) > 1],
        values=_sum(problem.relation, at),
        adjacency=adjacency,
    )
    return found, parcels


def _named(problem: Problem, place: Sequence[str]) -> tuple[list[str], dict[str, Parcel]]:
    """The new name of each unit, and what is behind the names of parcels."""
    keys = [
        (where, problem.current.get(unit, "")) if where and unit not in problem.locks else None
        for unit, where in zip(problem.units, place, strict=True)
    ]
    members: dict[tuple[str, str], list[str]] = {}
    for unit, key in zip(problem.units, keys, strict=True):
        if key is not None:
            members.setdefault(key, []).append(unit)
    holders: dict[str, int] = {}
    for where, _seat in members:
        holders[where] = holders.get(where, 0) + 1
    name = {
        (where, seat): where if holders[where] == 1 else f"{where}/{seat}"
        for where, seat in members
    }
    parcels = {name[key]: Parcel(key[0], tuple(units)) for key, units in members.items()}
    found = zip(problem.units, keys, strict=True)
    return [unit if key is None else name[key] for unit, key in found], parcels


def _sum(rows: np.ndarray, at: np.ndarray) -> np.ndarray:
    found = np.zeros((at.max() + 1, *rows.shape[1:]))
    np.add.at(found, at, rows)
    return found


def _known_sum(weights: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Unknown only where no member's weight is known."""
    known = ~np.isnan(weights)
    total = _sum(np.where(known, weights, 0.0), at)
    return np.where(_sum(known.astype(float), at) > 0, total, np.nan)


def spread(answer: Proposal, parcels: Parcels, problem: Problem) -> Proposal:
    """The answer about places as one about the accounts of `problem`: each with a move of its own.

    What stands in the way, and what was refused, is named by the place."""
    told = _Told(problem)
    names = {name: parcel.place for name, parcel in parcels.items()}
    refused = answer.connection
    if refused is not None:
        pairs = ((names.get(unit, unit), seat) for unit, seat in refused.refused)
        refused = replace(refused, refused=tuple(dict.fromkeys(pairs)))
    return replace(
        answer,
        assignment={u: s for n, s in answer.assignment.items() for u in _units(parcels, n)},
        moves=[one for move in answer.moves for one in told.each(move, parcels)],
        placed=[unit for name in answer.placed for unit in _units(parcels, name)],
        connection=refused,
        blockers=[_about_places(one, names) for one in answer.blockers],
    )


def of_places(answer: Proposal) -> Proposal:
    """The answer about parcels as it is, in the words of places."""
    moves = [replace(m, why="place") if m.why == "family" else m for m in answer.moves]
    return replace(answer, moves=moves)


def _about_places(blocker: Blocker, names: Mapping[str, str]) -> Blocker:
    """Parcels of a place stay together like a family, and are one unit to the reader."""
    units = tuple(dict.fromkeys(names.get(unit, unit) for unit in blocker.units))
    is_place = blocker.kind == "family" and len(units) == 1
    return replace(blocker, units=units, kind="unit" if is_place else blocker.kind)


def _units(parcels: Parcels, name: str) -> tuple[str, ...]:
    return parcels[name].units if name in parcels else (name,)


class _Told:
    """What each account of a parcel adds to the move of all."""

    def __init__(self, problem: Problem) -> None:
        self.cost, self.value = problem.cost, problem.relation
        self.row = {unit: i for i, unit in enumerate(problem.units)}
        self.column = {seat: j for j, seat in enumerate(problem.seats)}

    def each(self, move: Move, parcels: Parcels) -> list[Move]:
        if move.unit not in parcels:
            return [move]
        why = "place" if move.why == "family" else move.why
        return [
            replace(
                move, unit=unit, why=why, family=(), nearer=self._nearer(move, unit),
                value=float(self.value[self.row[unit]]),
            )
            for unit in parcels[move.unit].units
        ]  # fmt: skip

    def _nearer(self, move: Move, unit: str) -> float | None:
        if self.cost is None:
            return None
        row = self.cost[self.row[unit]]
        return float(row[self.column[move.source]] - row[self.column[move.target]])
