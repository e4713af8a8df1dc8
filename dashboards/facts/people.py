"""The teams and reps below a scope, as one person sees them in a period."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import teams.facts
from kernel.dated import Days
from kernel.periods import Period
from teams.core.scope import Scope


@dataclass(frozen=True)
class PeopleTree:
    """The teams and reps below a scope in a period, by key; only those that the reader sees.

    `idle`: who takes no part in comparisons, and so needs no goal.
    `moves`: the first and last day of (team, rep) for who joined or left it within the period.
    """

    scopes: dict[str, Scope]
    children: dict[str, list[str]]
    leaders: dict[str, str]
    moves: dict[tuple[str, str], tuple[date | None, date | None]]
    idle: set[str]


def people_tree(scope: Scope, period: Period, access: Any) -> PeopleTree:
    """Company → teams → child teams → the reps whose home it was on some day of the period.

    A company without teams has its reps at once.
    """
    seen = access.team_ids_on(period.start, period.end)
    facts = {t.id: t for t in teams.facts.team_facts() if seen is None or t.id in seen}
    inside = teams.facts.team_tree().below(scope.id) if scope.kind == "team" else list(facts)
    key_of = {id: f"team:{facts[id].slug}" for id in inside if id in facts}
    tree = PeopleTree({scope.key: scope}, {}, {}, {}, set())
    for id, key in key_of.items():
        tree.scopes[key] = Scope("team", id, facts[id].slug, facts[id].name)
        if key != scope.key:
            parent = key_of.get(facts[id].parent_id or 0, scope.key)
            tree.children.setdefault(parent, []).append(key)
    if key_of:
        _add_people(tree, key_of, period, access)
    elif seen is None:
        _add_everyone(tree, scope.key)
    return tree


def _add_everyone(tree: PeopleTree, root: str) -> None:
    """A company without teams: its reps at once."""
    for row in teams.facts.reps().values_list("pk", "external_id", "name"):
        rep = Scope("rep", *row)
        tree.scopes[rep.key] = rep
        tree.children.setdefault(root, []).append(rep.key)


def _add_people(tree: PeopleTree, key_of: dict[int, str], period: Period, access: Any) -> None:
    """Reps under their teams, and who leads a team on its last day so far; one query."""
    day = min(period.end - timedelta(1), teams.facts.today())
    rows = teams.facts.reps().filter(
        memberships__valid__overlap=(period.start, period.end),
        memberships__team__in=list(key_of),
    )
    columns = ("pk", "external_id", "name", "participates", "memberships__team")
    for pk, slug, name, sells, team, leads, valid in rows.order_by("name", "pk").values_list(
        *columns, "memberships__leads", "memberships__valid"
    ):
        rep, key = Scope("rep", pk, slug, name), key_of[team]
        days = Days(valid.lower, valid.upper)
        if leads and day in days:
            tree.leaders[key] = f"{tree.leaders[key]}, {name}" if key in tree.leaders else name
        if leads or not access.sees_rep(pk, period.start, period.end):
            continue
        tree.scopes[rep.key] = rep
        if not sells:
            tree.idle.add(rep.key)
        below = tree.children.setdefault(key, [])
        if rep.key not in below:
            below.append(rep.key)
        if any(move := _move(days, period)):
            tree.moves[key, rep.key] = move


def _move(days: Days, period: Period) -> tuple[date | None, date | None]:
    """First and last day in the team, where they fall inside the period."""
    joined = days.start if days.start and days.start > period.start else None
    left = days.end - timedelta(1) if days.end and days.end < period.end else None
    return joined, left
