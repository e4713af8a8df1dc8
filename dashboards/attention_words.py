"""What needs attention, in words: a title, why, and the way there."""

from typing import Any

from dashboards.facts import Question
from ui.components import Todo


def todo(question: Question, item: Any) -> Todo:
    return Todo(item.kind)
