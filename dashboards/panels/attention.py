"""What needs attention below the page's scope, most money first; `attention=all` shows all.

Where somebody begins their day, what is asked of them stands above it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards import goal_words
from dashboards.attention_words import todo
from dashboards.facts import Question
from dashboards.facts.goals import goals
from dashboards.panel import Panel
from ui import formats
from ui.asks import asked_of
from ui.components import Link, Todo

MOST = 6


@dataclass(frozen=True, slots=True)
class Attention:
    title: str
    todos: tuple[Todo, ...]
    more: Link | None


def build(question: Question) -> Attention | None:
    seen = question.access.sees_scope(question.scope, question.period.start, question.period.end)
    if not seen or question.is_over:
        return None
    found, everything = question.attention, bool(question.params and "attention" in question.params)
    listed = found if everything else found[:MOST]
    missing = goal_words.todos(question, goals(question)) if question.tree.children else []
    return Attention(
        _("Needs attention"),
        (*_asked(question), *missing, *(todo(question, item) for item in listed)),
        None if everything or len(found) <= MOST else _all(question, len(found)),
    )


def _asked(question: Question) -> list[Todo]:
    begins_here = question.scope.key == question.access.home_scope().key
    return asked_of(question.access, MOST) if begins_here else []


def _all(question: Question, number: int) -> Link:
    said = _("All %(n)s") % {"n": formats.count(number)}
    return Link(said, f"{question.changed(attention='all')}#attention")


PANEL = Panel(build, "c-4")
