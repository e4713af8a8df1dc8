"""Stored measures summed up for scopes and periods, as arrays.

A cell is where measures are stored: a rep in a team and a territory. Sums are exact: whole units
and millionths are added apart, both as whole numbers, which floats hold up to 9e15.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpis.core.columns import Array

INDEX = ["scope", "id", "kind", "start"]
CELL = ["rep", "team", "territory"]
TOP = "top_"
# People with a quota, and how many of them won at least such a part of it
PEOPLE = "goal_people"
REACHED = {"reached_100": 1.0, "reached_70": 0.7, "reached_50": 0.5}
CENT = 0.005
MILLION = 1e6
# Below this, an amount in millionths is a whole number that a float holds exactly.
EXACT = 2.0**53 / MILLION

Node = tuple[str, int]
Below = Mapping[str, Sequence[tuple[int, int]]]


@dataclass(frozen=True)
class Wanted:
    """Periods, as (kind, first day), each with the pieces it is gathered from: the first days of
    its months, or of itself for a range. `flows` are gathered; other measures stand for the whole.
    """

    pieces: Mapping[tuple[str, str], Sequence[str]]
    flows: frozenset[str]


@dataclass(frozen=True)
class Cube:
    """Sums by cell, piece or period, and measure; `known` where there is a row."""

    whole: Array
    part: Array
    known: Array

    def of(self, cells: np.ndarray) -> "Cube":
        """Summed over some cells."""
        return Cube(*(table[cells].sum(axis=0) for table in (self.whole, self.part, self.known)))

    def of_each(self, cells: np.ndarray, person: np.ndarray) -> "Cube":
        """Summed over the cells of each person."""
        _each, line = np.unique(person, return_inverse=True)
        tables = []
        for table in (self.whole, self.part, self.known):
            found = np.zeros((line.max() + 1, *table.shape[1:]))
            np.add.at(found, line, table[cells])
            tables.append(found)
        return Cube(*tables)

    def gathered(self, places: Sequence[np.ndarray]) -> "Cube":
        """Summed over the places of each period; of one scope."""
        tables = (self.whole, self.part, self.known)
        return Cube(*(np.array([t[p].sum(axis=0) for p in places]) for t in tables))

    def amounts(self) -> Array:
        """What the sums are in units; NaN where there is no row."""
        exact = (self.whole * MILLION + self.part) / MILLION
        found = np.where(np.abs(self.whole) < EXACT, exact, self.whole + self.part / MILLION)
        return np.where(self.known > 0, found, np.nan)


def roll_up(
    rows: pd.DataFrame, wanted: Wanted, below: Below, only: Node | None = None
) -> pd.DataFrame:
    """Index as `INDEX`, one column per measure; NaN where a scope has no row of a measure.

    `rows`: slug, grain, start (ISO text), rep, team, territory (0: none), value. `below`: (node,
    node under it) of teams and territories, itself included. `only` one scope.
    """
    cells, code = _cells(rows)
    scopes = _scopes(cells, below)
    if only:
        scopes = {only: scopes[only]} if only in scopes else {}
    slug, names = pd.factorize(rows["slug"])
    flow = np.array([name in wanted.flows for name in names], dtype=bool)[slug]
    top = np.array([str(name).startswith(TOP) for name in names], dtype=bool)[slug]
    months = sorted({piece for pieces in wanted.pieces.values() for piece in pieces})
    named = {("month", start): n for n, start in enumerate(months)}
    gathered, slugs = _cube(rows[flow], code[flow], named, len(cells))
    states = {name: n for n, name in enumerate(wanted.pieces)}
    rest = ~flow & ~top
    standing, more = _cube(rows[rest], code[rest], states, len(cells))
    order = {start: n for n, start in enumerate(months)}
    places = [
        np.array([order[p] for p in pieces], dtype=np.int64) for pieces in wanted.pieces.values()
    ]
    tables = [
        np.hstack([gathered.of(mine).gathered(places).amounts(), standing.of(mine).amounts()])
        for mine in scopes.values()
    ]
    frame = _framed(tables, list(scopes), list(wanted.pieces), [*slugs, *more])
    frame = frame.join(_people(gathered, slugs, cells, scopes, places, wanted), how="left")
    largest = _largest(rows[top], code[top], scopes, wanted)
    return frame.join(largest, how="outer") if len(largest) else frame


def _cells(rows: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    cells = rows[CELL].drop_duplicates().reset_index(drop=True)
    index = pd.MultiIndex.from_frame(cells)
    return cells, index.get_indexer(pd.MultiIndex.from_frame(rows[CELL]))


def _scopes(cells: pd.DataFrame, below: Below) -> dict[Node, np.ndarray]:
    """The cells of the company, and of every rep, team and territory that has any."""
    found: dict[Node, np.ndarray] = {("company", 0): np.arange(len(cells))}
    by = {kind: _grouped(cells[kind].to_numpy(dtype=np.int64)) for kind in CELL}
    found |= {("rep", rep): mine for rep, mine in by["rep"].items() if rep}
    for kind in ("team", "territory"):
        parts: dict[int, list[np.ndarray]] = {}
        for above, low in below.get(kind, ()):
            if low in by[kind]:
                parts.setdefault(above, []).append(by[kind][low])
        found |= {(kind, above): np.concatenate(each) for above, each in parts.items()}
    return found


def _grouped(values: np.ndarray) -> dict[int, np.ndarray]:
    """Value → the places where it stands."""
    return {int(one): np.flatnonzero(values == one) for one in np.unique(values)}


def _cube(
    rows: pd.DataFrame, cell: np.ndarray, named: Mapping[tuple[str, str], int], cells: int
) -> tuple[Cube, list[str]]:
    """The rows of the named (grain, start) as a cube, and the measures along its last axis."""
    each = pd.MultiIndex.from_tuples(list(named) or [("", "")])
    place = each.get_indexer(pd.MultiIndex.from_frame(rows[["grain", "start"]]))
    slug, slugs = pd.factorize(rows["slug"].astype(object))
    value = rows["value"].to_numpy(dtype=float)
    inside = place >= 0
    at = (cell[inside], place[inside], slug[inside])
    whole = np.trunc(value[inside])
    figures = (whole, np.rint((value[inside] - whole) * MILLION), np.ones(len(whole)))
    tables = [np.zeros((cells, len(named), len(slugs))) for _ in figures]
    for table, figure in zip(tables, figures, strict=True):
        np.add.at(table, at, figure)
    return Cube(*tables), [str(one) for one in slugs]


def _framed(
    tables: Sequence[Array],
    scopes: Sequence[Node],
    periods: Sequence[tuple[str, str]],
    slugs: Sequence[str],
) -> pd.DataFrame:
    """Scopes and periods with at least one row."""
    table = np.array(tables).reshape(len(scopes) * len(periods), len(slugs))
    names = [(*scope, *period) for scope in scopes for period in periods]
    some = ~np.isnan(table).all(axis=1)
    index = pd.MultiIndex.from_tuples(
        [name for name, here in zip(names, some, strict=True) if here] or [], names=INDEX
    )
    return pd.DataFrame(table[some], index=index, columns=list(slugs))


def _people(
    gathered: Cube,
    slugs: Sequence[str],
    cells: pd.DataFrame,
    scopes: Mapping[Node, np.ndarray],
    places: Sequence[np.ndarray],
    wanted: Wanted,
) -> pd.DataFrame:
    """How many people of a team, territory or the company have a quota there in the last month of
    each period, and how many of them reached parts of it."""
    names = [PEOPLE, *REACHED]
    tables: dict[tuple[str, int, str, str], list[float]] = {}
    if "quota" in slugs and "won_value" in slugs:
        at = [slugs.index("quota"), slugs.index("won_value")]
        some = Cube(gathered.whole[..., at], gathered.part[..., at], gathered.known[..., at])
        rep = cells["rep"].to_numpy(dtype=np.int64)
        for scope, mine in scopes.items():
            mine = mine[rep[mine] > 0]
            if scope[0] != "rep" and len(mine):
                counts = _reached(some.of_each(mine, rep[mine]), places)
                tables |= {
                    (*scope, *period): line
                    for period, line in zip(wanted.pieces, counts, strict=True)
                    if line[0]
                }
    index = pd.MultiIndex.from_tuples(list(tables), names=INDEX) if tables else _nowhere()
    return pd.DataFrame(list(tables.values()) or None, index=index, columns=names, dtype=float)


def _nowhere() -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([[], [], [], []], names=INDEX)


def _reached(people: Cube, places: Sequence[np.ndarray]) -> list[list[float]]:
    """A line per period: people with a quota in its last month, then who reached each part."""
    found = []
    for months in places:
        amounts = Cube(
            *(table[:, months].sum(axis=1) for table in (people.whole, people.part, people.known))
        ).amounts()
        quota, won = amounts[:, 0], np.nan_to_num(amounts[:, 1])
        here = (people.known[:, months[-1], 0] > 0) & (quota > 0)
        parts = [(won[here] >= quota[here] * part - CENT).sum() for part in REACHED.values()]
        found.append([float(here.sum()), *map(float, parts)])
    return found


def _largest(
    rows: pd.DataFrame, cell: np.ndarray, scopes: Mapping[Node, np.ndarray], wanted: Wanted
) -> pd.DataFrame:
    """The sum of the three largest parts of credit of each scope and period."""
    if not len(rows):
        return pd.DataFrame(columns=["top_three_value"])
    rows = rows.assign(cell=cell).rename(columns={"grain": "kind"})
    here = pd.MultiIndex.from_frame(rows[["kind", "start"]]).isin(list(wanted.pieces))
    pairs = pd.DataFrame(
        [(scope, pk, one) for (scope, pk), mine in scopes.items() for one in mine],
        columns=["scope", "id", "cell"],
    )
    mine = rows.loc[here, ["cell", "kind", "start", "value"]].merge(pairs, on="cell")
    mine = mine.sort_values("value", ascending=False, kind="stable")
    mine = mine.groupby(INDEX, observed=True).head(3)
    found = mine.groupby(INDEX, observed=True)["value"].sum()
    return found.round(6).to_frame("top_three_value")
