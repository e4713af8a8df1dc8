"""What the selects above a list offer: periods, teams, stages, territories."""

from datetime import timedelta
from typing import Any

from crm import facts
from kernel.periods import Period
from kernel.tree import Tree, cycles
from teams import facts as teams
from teams.core.scope import Scope, UnknownScope
from ui import period_picker

type Choices = list[tuple[str, Any]]


def period_of(text: str) -> Period | None:
    """The period of a name; None for text that is none."""
    try:
        return teams.company().calendar.parse(text)
    except (ValueError, OverflowError):
        return None


def periods(asked: str) -> Choices:
    """The periods one asks for most, and the one that the address names."""
    calendar, today = teams.company().calendar, teams.today()
    month, quarter = calendar.month_of(today), calendar.quarter_of(today)
    offered = [
        month,
        calendar.next(month),
        calendar.previous(quarter),
        quarter,
        calendar.next(quarter),
        calendar.year_of(today),
    ]
    found = [(period.slug, period_picker.title(period)) for period in offered]
    named = period_of(asked)
    if named and asked not in dict(found):
        found.append((asked, period_picker.title(named)))
    return found


def scopes(access: Any, asked: str) -> Choices:
    """The teams one sees, indented below each other, and the person that the address names."""
    tree, seen = teams.team_tree(), access.team_ids
    known = {team.id: team for team in teams.team_facts()}
    found = [
        (f"team:{known[pk].slug}", "\u2003" * tree.depth(pk) + known[pk].name)
        for pk in tree.walk()
        if seen is None or pk in seen
    ]
    if asked and asked not in dict(found) and (scope := scope_of(access, asked)):
        found.append((asked, scope.name))
    return found


def scope_of(access: Any, key: str) -> Scope | None:
    """A scope that exists and that the reader sees today."""
    today = teams.today()
    try:
        scope = teams.find_scope(key)
    except UnknownScope:
        return None
    return scope if access.sees_scope(scope, today, today + timedelta(1)) else None


def reps_of(access: Any, scope: Scope, period: Period | None) -> list[int] | None:
    """The people of a scope: members in the period, or today. None is everybody."""
    if scope.kind == "rep":
        return [scope.id]
    if scope.kind != "team":
        return None
    today = teams.today()
    start, end = (period.start, period.end) if period else (today, today + timedelta(1))
    return list(access.members_of(teams.sub_team_ids(scope.id), start, end))


def stages(known: list[facts.Selectable], asked: str) -> Choices:
    """By short name; an address may also name one by its number."""
    found = [one for one in known if one.what == "stage"]
    named = [(asked, one.name) for one in found if str(one.id) == asked]
    return [(one.slug, one.name) for one in found] + named


def territories(known: list[facts.Selectable]) -> Choices:
    """By name."""
    return [(one.slug, one.name) for one in known if one.what == "territory"]


def within(known: list[facts.Selectable], slug: str) -> list[int]:
    """A territory and all that lie in it."""
    areas = [one for one in known if one.what == "territory"]
    parents = {one.id: one.above for one in areas}
    tree = Tree(parents | dict.fromkeys(cycles(parents)))
    return [pk for one in areas if one.slug == slug for pk in tree.below(one.id)]
