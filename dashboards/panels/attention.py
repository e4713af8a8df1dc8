"""What needs attention below the page's scope, most money first."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dashboards.attention_words import todo
from dashboards.facts import Question
from dashboards.panel import Panel
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
    found = question.attention
    return Attention(
        _("Needs attention"), tuple(todo(question, item) for item in found[:MOST]), None
    )


PANEL = Panel(build, "c-4")
