"""Which places touch, for territories that should hang together.

Borders are those of the atlas (`territories.core.places`: shared in Natural Earth's outlines before
simplification), and between states and foreign countries those of data/places/borders.json. A place
where the plan has no account is nobody's: two places with one such place between them touch. Not
with more: across half a continent everything would touch.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from territories.core.places import FILE, find, places

BORDERS = FILE.with_name("borders.json")


def located(rows: Iterable[tuple[str, str]]) -> list[str]:
    """The place of each country and state, as written; "" where none is known well enough.

    Where the states of some accounts of a country are known, an account without one could lie in
    any of them. Where none is known, the country is the place."""
    found = [place.id if (place := find(*row)) else "" for row in rows]
    divided = {places()[one].within for one in found if one}
    return ["" if one in divided else one for one in found]


def touching(held: Collection[str], occupied: Collection[str] = ()) -> list[tuple[str, str]]:
    """Pairs of held places that touch; `occupied`: where others are, so that nothing leads across
    them."""
    graph, closed = _graph(held), {*held, *occupied}
    found = set()
    for start in held:
        across = (graph[near] for near in graph[start] - closed)
        for near in graph[start].union(*across) - {start}:
            if near in held:
                found.add((min(start, near), max(start, near)))
    return sorted(found)


def _graph(held: Collection[str]) -> Mapping[str, set[str]]:
    """Of states, and of countries without states here or held as a whole."""
    known = places()
    divided = {place.within for place in known.values()} - {""} - set(held)
    nodes = {p.id for p in known.values() if p.id not in divided and p.within not in held}
    graph: dict[str, set[str]] = defaultdict(set)
    for one, other in _borders():
        if one in nodes and other in nodes:
            graph[one].add(other)
            graph[other].add(one)
    return graph


def _borders() -> Iterator[tuple[str, str]]:
    """Every border, also between a state and a foreign country as a whole."""
    known = places()
    for place in known.values():
        for near in place.near:
            yield place.id, near
            if place.within and known[near].within != place.within:
                yield place.id, known[near].within
    for state, countries in _abroad().items():
        yield from ((state, country) for country in countries)


@cache
def _abroad() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(BORDERS.read_text("utf-8"))
    return found
