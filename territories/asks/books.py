"""A plan that changes one's book and has not begun: to be read."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import teams.facts
from territories import moving_words as words
from territories.facts import books as facts
from territories.facts.pending import pending
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def books_of(access: Any, most: int) -> list[Todo]:
    """Nothing for whom nothing changes."""
    if not pending().plans:
        return []
    found = facts.coming_for(access.rep_id, teams.facts.today()) if access.rep_id else None
    if found is None or not found.moves:
        return []
    said = {
        "moves": words.moves(found.leaves, found.comes),
        "day": formats.day_long(found.on),
    }
    title = _("Your book changes on %(day)s") % said
    why = _("%(moves)s. You may object once.") % said
    return [Todo(title, reverse("territories:book"), why=why, tone="info", icon="map")][:most]


ASK = Ask(books_of)
