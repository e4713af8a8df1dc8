"""How the goals below a page's scope fit together."""

from dataclasses import dataclass
from decimal import Decimal

from dashboards.core.goals import Reconciled, reconciled, without_goal
from dashboards.facts.numbers import value_of
from dashboards.facts.question import Question
from kernel.tree import Tree
from teams.core.scope import Scope

type Short = tuple[Scope, Decimal]


@dataclass(frozen=True, slots=True)
class Goals:
    """Of the scope and what is below it.

    `whole`: its own goal beside its members'. `bare`: teams without a goal. `without`: its own
    members without one. `short`: teams whose members' goals do not make up theirs, and by how much.
    """

    whole: Reconciled | None
    bare: tuple[Scope, ...]
    without: tuple[Scope, ...]
    short: tuple[Short, ...]

    @property
    def is_sound(self) -> bool:
        return not (self.bare or self.without or self.short)


def goals(question: Question) -> Goals:
    """Read from stored numbers of the teams and of the scope's own members."""
    question.read(())
    scopes = question.tree.scopes
    teams = {one.id: one for one in scopes.values() if one.kind == "team"}
    beyond = question.beyond
    in_force = {id: _goal(question, one.key) for id, one in teams.items()}
    known = {id for id, goal in in_force.items() if goal is not None}
    bare = without_goal(_tree(question, teams), set(beyond), known)
    scope = question.scope
    own = beyond.get(scope.id) if scope.kind == "team" else sum(beyond.values(), Decimal(0))
    return Goals(
        reconciled(question.value("quota"), own),
        tuple(one for id, one in teams.items() if id in bare),
        tuple(scopes[key] for key in _members(question) if _goal(question, key) is None),
        tuple(
            (one, found.short)
            for id, one in teams.items()
            if id in beyond and (found := reconciled(in_force[id], beyond[id])) and found.short
        ),
    )


def _goal(question: Question, key: str) -> Decimal | None:
    return value_of(question.table.get(key, {}), "quota")


def _tree(question: Question, teams: dict[int, Scope]) -> Tree[int]:
    """The teams of the page; its own is the root."""
    parents: dict[int, int | None] = dict.fromkeys(teams)
    for above, below in question.tree.children.items():
        upper = question.tree.scopes[above]
        for key in below:
            one = question.tree.scopes[key]
            if one.kind == "team" and upper.kind == "team":
                parents[one.id] = upper.id
    return Tree(parents)


def _members(question: Question) -> list[str]:
    """Those directly in the scope who sell and are still there."""
    tree, scope = question.tree, question.scope.key
    return [
        key
        for key in tree.children.get(scope, ())
        if tree.scopes[key].kind == "rep"
        and key not in tree.idle
        and tree.moves.get((scope, key), (None, None))[1] is None
    ]
