"""Attainment from the page's scope down to the reps: quota, booked, pace, coverage."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from dashboards import words
from dashboards.core.folding import Node, fold
from dashboards.core.pace import Pace, is_behind, pace, points
from dashboards.facts import Question, value_of
from dashboards.links import explain, scope_page
from dashboards.panel import Panel
from teams.core.scope import Scope
from ui import formats
from ui.charts.svg import Bullet
from ui.components import Explained, Key, Status

# Rows that come with the page; the reps of further teams are fetched when their team is opened.
# A row costs as much to write as a query, and those of a closed team are not seen.
ROOM = 30
AXIS = 1.2


@dataclass(frozen=True, slots=True)
class Row:
    """A team or rep, ready to print; numbers of an unknown value are empty."""

    node: Node[str]
    name: str
    href: str
    note: str
    quota: str
    booked: str
    bar: Bullet | None
    attained: str
    attained_href: str
    points: str
    pace: Status | None
    open_value: str
    coverage: str
    thin: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A head that sorts; `state` is asc, desc or empty."""

    text: str
    href: str
    state: str
    css: str = "num"

    @property
    def aria(self) -> str:
        return {"asc": "ascending", "desc": "descending"}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Attainment:
    """`runs`: the period goes on or is to come, so pace and pipeline mean something."""

    title: str
    runs: bool
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    columns: dict[str, Column]
    foot: Explained


_SORTED_BY: dict[str, Callable[[dict[str, Any]], Decimal | None]] = {
    "quota": lambda v: value_of(v, "quota"),
    "booked": lambda v: value_of(v, "won_value"),
    "att": lambda v: value_of(v, "attainment"),
    "pace": lambda v: points(value_of(v, "attainment"), value_of(v, "expected_share")),
    "open": lambda v: value_of(v, "open_pipeline"),
    "cov": lambda v: value_of(v, "coverage"),
}


def build(question: Question) -> Attainment | None:
    if not question.tree.children:
        return None
    return Attainment(
        _("Attainment by rep") if _only_reps(question) else _("Attainment by team"),
        not question.is_over,
        keys(question),
        tuple(row(question, node) for node in nodes(question)),
        columns(question),
        Explained(_foot(question), explain("attainment", question.scope, question.period)),
    )


def nodes(question: Question, room: int | None = None) -> list[Node[str]]:
    """The scope and everyone below it, siblings in the asked order.

    Who has a row depends on the teams alone; the numbers of these people are read, and order them.
    Of many people those of closed teams wait until their team is opened, unless there is `room`.
    """
    tree = question.tree
    room = (ROOM if question.is_small else 0) if room is None else room

    def folded() -> list[Node[str]]:
        return fold(
            question.scope.key,
            tree.children,
            rank=lambda key: _rank(question, key),
            leaf=lambda key: tree.scopes[key].kind == "rep",
            room=room,
        )

    question.read(())
    question.read(node.key for node in folded())
    return folded()


def rows_below(question: Question, key: str) -> tuple[Row, ...] | None:
    """The reps of one team of the table; None when it is not in it."""
    tree = question.tree
    if key not in tree.scopes or key == question.scope.key:
        return None
    level = _depth(tree.children, question.scope.key, key) + 1
    question.read(tree.children.get(key, ()))
    reps = [one for one in tree.children.get(key, ()) if tree.scopes[one].kind == "rep"]
    ranked = sorted(reps, key=lambda one: _rank(question, one))
    return tuple(row(question, Node(one, key, level)) for one in ranked)


def _depth(children: dict[str, list[str]], root: str, key: str) -> int:
    parent = {child: above for above, below in children.items() for child in below}
    depth = 0
    while key != root:
        key, depth = parent[key], depth + 1
    return depth


def row(question: Question, node: Node[str]) -> Row:
    scope, values = question.tree.scopes[node.key], question.table.get(node.key, {})
    attained = value_of(values, "attainment")
    usual = value_of(values, "expected_share") if question.is_running else None
    difference = points(attained, Decimal(1) if question.is_over else usual)
    word: Pace = pace(difference) if question.is_running else "none"
    coverage, need = value_of(values, "coverage"), value_of(values, "needed_coverage")
    return Row(
        node,
        scope.name,
        scope_page(scope, question.query),
        _note(question, node, scope),
        formats.thousands(value_of(values, "quota")),
        formats.thousands(value_of(values, "won_value")),
        _bar(scope.name, attained, usual, word),
        formats.percent(attained),
        explain("attainment", scope, question.period),
        formats.points(difference),
        words.pace_status(word),
        formats.thousands(value_of(values, "open_pipeline")),
        formats.times(coverage),
        coverage is not None and need is not None and coverage < need,
    )


def _bar(name: str, attained: Decimal | None, usual: Decimal | None, word: Pace) -> Bullet | None:
    if attained is None:
        return None
    said = words.quota_bar(name, attained, usual)
    return Bullet(attained, said, usual, top=AXIS, behind=is_behind(word))


def columns(question: Question) -> dict[str, Column]:
    """Heads by slug; asking again turns the order around."""
    unit = {"unit": formats.money_unit()}
    texts = {
        "quota": (_("Quota %(unit)s") % unit, "num p2"),
        "booked": (_("Booked %(unit)s") % unit, "num p2"),
        "att": ("%", "num"),
        "pace": (_("Against quota") if question.is_over else _("Against usual"), "num p2"),
        "open": (_("Open %(unit)s") % unit, "num p3"),
        "cov": (_("Coverage"), "num p3"),
    }
    slug, falling = question.sort
    return {
        key: Column(
            text,
            question.changed(sort=key if key == slug and falling else f"-{key}"),
            ("desc" if falling else "asc") if key == slug else "",
            css,
        )
        for key, (text, css) in texts.items()
    }


def keys(question: Question) -> tuple[Key, ...]:
    if not question.is_running:
        return (Key(_("Booked")),)
    return (Key(_("Booked")), Key(_("Booked, behind usual"), "k2"), Key(_("Usual by today"), "kt"))


def _rank(question: Question, key: str) -> tuple[object, ...]:
    """Teams before reps, unknown last, then by name."""
    scope = question.tree.scopes[key]
    slug, falling = question.sort
    value = _SORTED_BY[slug](question.table.get(key, {}))
    signed = 0 if value is None else -value if falling else value
    return (scope.kind == "rep", value is None, signed, scope.name)


def _note(question: Question, node: Node[str], scope: Scope) -> str:
    """Who leads the team, or when the rep came or went within the period."""
    if scope.kind != "rep":
        return question.tree.leaders.get(node.key, "")
    joined, left = question.tree.moves.get((node.parent or "", node.key), (None, None))
    if joined and left:
        days = {"first": formats.day(joined), "last": formats.day(left)}
        return _("%(first)s to %(last)s") % days
    if joined:
        return _("since %(day)s") % {"day": formats.day(joined)}
    return _("until %(day)s") % {"day": formats.day(left)} if left else ""


def _only_reps(question: Question) -> bool:
    below = question.tree.children.get(question.scope.key, ())
    return all(question.tree.scopes[key].kind == "rep" for key in below)


def _foot(question: Question) -> str:
    if not question.is_running:
        return _("Quota is the sum of assigned goals.")
    return _(
        "Quota is the sum of assigned goals. "
        "Usual is the share of the period normally booked by %(day)s."
    ) % {"day": formats.day_long(question.today)}


PANEL = Panel(build)
