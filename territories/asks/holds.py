"""Holds that end soon, for who may prolong them or let the account go."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from territories.facts import holds as facts
from territories.facts.pending import pending
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def holds_of(access: Any, most: int) -> list[Todo]:
    """One line for all of them."""
    if not pending().holds:
        return []
    if not (access.may("plan") or access.may("coach")):
        return []
    found = facts.soonest(access, teams.facts.today())
    if not found.n or found.first is None:
        return []
    text = ngettext("%(n)s hold ends soon", "%(n)s holds end soon", found.n)
    why = _("The first on %(day)s; then the account or deal moves.")
    return [
        Todo(
            text % {"n": formats.count(found.n)},
            f"{reverse('territories:holds')}?state=soon",
            why=why % {"day": formats.day_long(found.first)},
            tone="info",
            icon="hand",
        )
    ][:most]


ASK = Ask(holds_of)
