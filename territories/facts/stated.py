"""What the CRM states about who covers what, and where that does not hold together, on a day.

Facts, not a plan: they may have gaps and overlaps. A territory counts as covered when somebody
covers it or one above it; parts of the market (with territories below) only say who heads them.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kernel.tree import Tree, cycles
from teams import facts as teams


@dataclass(frozen=True, slots=True)
class Territory:
    id: int
    name: str
    external_id: str
    slug: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Several people cover one territory on the day."""

    territory: Territory
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The person's own record names another territory than those that they cover on the day."""

    rep_id: int
    name: str
    stated: Territory
    covers: tuple[Territory, ...]


@dataclass(frozen=True)
class Stated:
    """`gaps`: nobody. `twins`: names that several territories have, which are easily mixed up."""

    territories: int
    gaps: tuple[Territory, ...]
    overlaps: tuple[Overlap, ...]
    disagreements: tuple[Disagreement, ...]
    twins: tuple[tuple[Territory, ...], ...]


def stated(day: date) -> Stated:
    """As the records say on that day."""
    rows = teams.territories().values_list("pk", "name", "external_id", "slug", "parent_id")
    known = {pk: Territory(pk, name, ext, slug) for pk, name, ext, slug, _p in rows}
    parents = {pk: parent for pk, *_rest, parent in rows}
    tree = Tree(parents | dict.fromkeys(cycles(parents)))
    people: dict[int, list[str]] = defaultdict(list)
    covers: dict[int, list[int]] = defaultdict(list)
    for one in teams.coverage_on(day):
        people[one.territory_id].append(one.name)
        covers[one.rep_id].append(one.territory_id)
    leaves = [pk for pk in known if not tree.children.get(pk)]
    return Stated(
        len(known),
        tuple(known[pk] for pk in leaves if not _held(pk, tree, people)),
        tuple(Overlap(known[pk], tuple(who)) for pk, who in people.items() if len(who) > 1),
        tuple(_disagreements(day, known, covers)),
        _twins(list(known.values())),
    )


def _held(leaf: int, tree: Tree[int], people: dict[int, list[str]]) -> bool:
    return any(people.get(node) for node in (leaf, *tree.above(leaf)))


def _disagreements(
    day: date, known: dict[int, Territory], covers: dict[int, list[int]]
) -> list[Disagreement]:
    return [
        Disagreement(pk, name, known[own], tuple(known[t] for t in covers[pk]))
        for pk, name, own in teams.stated_territories(day)
        if own not in covers[pk]
    ]


def _twins(all_of_them: list[Territory]) -> tuple[tuple[Territory, ...], ...]:
    named: dict[str, list[Territory]] = defaultdict(list)
    for one in all_of_them:
        named[one.name.strip().casefold()].append(one)
    return tuple(tuple(same) for same in named.values() if len(same) > 1)
