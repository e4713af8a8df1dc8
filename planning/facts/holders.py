"""Who has a line in a plan: the company, its teams and people, or territories and their seats.

A path names a line from the company down: (("", 0), ("team", 3), ("rep", 12)).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import teams.facts
import territories.facts.models as models
from kernel.dated import Days

type Key = tuple[str, int]
type Path = tuple[Key, ...]
COMPANY: Key = ("", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """`path` ends with whose line it is: team, territory, rep, or nobody for the company."""

    path: Path


def wanted(start: date, end: date, territory_model: int | None) -> list[Holder]:
    """Everybody who shall have a line over [start, end), parents before children.

    A person stands in the team that is their first home in these days. In a territory, whoever sits
    there in the role that owns accounts on the first of these days that the model covers.
    """
    found = (
        _by_team(start, end) if territory_model is None else _by_territory(territory_model, start)
    )
    return [Holder((COMPANY,)), *found]


def _by_team(start: date, end: date) -> Iterator[Holder]:
    tree = teams.facts.team_tree()
    paths: dict[int, Path] = {}
    for pk in tree.walk():
        above = next(iter(tree.above(pk)), None)
        paths[pk] = (*(paths[above] if above else (COMPANY,)), ("team", pk))
        yield Holder(paths[pk])
    for rep, team in sorted(first_homes(start, end).items()):
        yield Holder((*paths.get(team, (COMPANY,)), ("rep", rep)))
    if not paths:
        for rep in _people(start, end):
            yield Holder((COMPANY, ("rep", rep)))


def first_homes(start: date, end: date) -> dict[int, int]:
    """Rep → the team that is their first home in [start, end)."""
    days, found = Days(start, end), dict[int, tuple[date, int]]()
    for one in teams.facts.memberships(start, end):
        if one.leads or not (part := one.days.overlap(days)) or part.start is None:
            continue
        if one.rep_id not in found or part.start < found[one.rep_id][0]:
            found[one.rep_id] = (part.start, one.team_id)
    return {rep: team for rep, (_day, team) in found.items()}


def _people(start: date, end: date) -> list[int]:
    """Without any team: everybody who counts in comparisons and was not gone or yet to come."""
    rows = teams.facts.reps().filter(participates=True).exclude(left_on__lte=start)
    return sorted(rows.exclude(hired_on__gte=end).values_list("pk", flat=True))


def _by_territory(model_id: int, start: date) -> Iterator[Holder]:
    places = models.territories_of(model_id)
    model = models.models().get(pk=model_id)
    seats = models.holders(model_id, max(start, models.day_of(model, start)))
    owning, paths = models.owning_role().pk, dict[int, Path]()
    for one in places:
        above = paths[one.parent_id] if one.parent_id else (COMPANY,)
        paths[one.id] = (*above, ("territory", one.id))
        yield Holder(paths[one.id])
    for pk, there in seats.items():
        here = [seat.rep_id for seat in there if seat.role_id == owning and seat.rep_id]
        for rep in dict.fromkeys(here):
            yield Holder((*paths[pk], ("rep", rep)))
