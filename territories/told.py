"""An event of a model as a line; a comment with a stance says that instead."""

from typing import Any

from territories.models import ModelEvent
from versions import words


def told(event: ModelEvent) -> dict[str, Any]:
    return words.told(event, event.get_stance_display() if event.stance else "")
