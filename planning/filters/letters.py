"""Narrowing letters to what was answered, or was not."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from planning.facts import letters as facts
from ui.filters import Filters

STATES = [
    ("missing", _("Not answered")),
    ("accepted", _("Accepted")),
    ("declined", _("Declined")),
]


class LetterFilter(Filters):
    state = django_filters.ChoiceFilter(
        label=_("Answer"), choices=STATES, method="in_state", empty_label=_("All letters")
    )

    def in_state(self, rows: Any, _name: str, state: str) -> Any:
        return facts.waiting(rows) if state == facts.MISSING else rows.filter(answer=state)
