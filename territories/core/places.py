"""Countries and states with their outlines, middles and neighbours; distances between them.

The data are Natural Earth's (public domain; data/README.md): 177 countries, and the states of
Australia, Brazil, Canada and the United States. An account elsewhere is placed in its country.
Coordinates are degrees (longitude, latitude). Nothing here is as exact as an address: a middle
stands for all that lies in the place.
"""

import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "data" / "places" / "outlines.json"
EARTH = 6371.0088  # mean radius in km, IUGG 1980 (Moritz, Geodetic Reference System, 2000)

type Spot = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """A country, or a state `within` one. `near`: places that share a border with it."""

    id: str
    name: str
    within: str
    centre: Spot
    near: frozenset[str]
    rings: tuple[tuple[Spot, ...], ...]


def find(country: str, state: str = "") -> Place | None:
    """The state, else its country; None when neither is known. Any usual spelling or code."""
    land = _countries().get(_plain(country))
    if land is None:
        return None
    known = places()
    return known[_states().get((land, _plain(state)), land)]


@cache
def places() -> Mapping[str, Place]:
    """All places by id: ISO 3166-1 alpha-3 of countries, ISO 3166-2 of states."""
    return {row["id"]: _place(row) for rows in _rows().values() for row in rows}


def kilometres(one: Spot, other: Spot) -> float:
    """Great-circle distance (haversine; Sinnott, Virtues of the Haversine, Sky and Telescope
    68(2), 1984, p. 159). Not the way by road."""
    (x1, y1), (x2, y2) = ((math.radians(v) for v in spot) for spot in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2
    half += math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def middle(spots: Iterable[tuple[Spot, float]]) -> Spot | None:
    """Of weighted spots: of their points in space, seen from the centre of the earth, so that a
    region across the date line has its middle inside. None without weight, or when they balance."""
    x = y = z = 0.0
    for (longitude, latitude), weight in spots:
        a, b = math.radians(longitude), math.radians(latitude)
        x += weight * math.cos(b) * math.cos(a)
        y += weight * math.cos(b) * math.sin(a)
        z += weight * math.sin(b)
    if math.hypot(x, y, z) < 1e-9:
        return None
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


@cache
def _rows() -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = json.loads(FILE.read_text("utf-8"))
    return found


def _place(row: dict) -> Place:
    rings = tuple(tuple(zip(flat[::2], flat[1::2], strict=True)) for flat in row["rings"])
    x, y = row["centre"]
    return Place(row["id"], row["name"], row["within"], (x, y), frozenset(row["near"]), rings)


def _words(row: dict) -> set[str]:
    return {_plain(word) for word in (row["id"], row["name"], *row["names"])}


@cache
def _countries() -> dict[str, str]:
    return {word: row["id"] for row in _rows()["countries"] for word in _words(row)}


@cache
def _states() -> dict[tuple[str, str], str]:
    return {(r["within"], word): r["id"] for r in _rows()["states"] for word in _words(r)}


def _plain(word: str) -> str:
    """Without case, accents and stops: “Québec” is “quebec”, “U.S.A.” is “usa”."""
    bare = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(c for c in bare if not unicodedata.combining(c) and c != ".")
