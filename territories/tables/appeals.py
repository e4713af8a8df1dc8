"""Appeals against a plan."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import teams.facts
from territories import moving_words as words
from ui.components import Tag
from ui.tables import Column, ComponentColumn, DayColumn, MomentColumn, Table


def _href(row: Any) -> str:
    return reverse("territories:book_of", args=[row.model_id, row.rep_id]) + "#appeal"


def _state(row: Any) -> Tag:
    return words.appeal_state(row, teams.facts.today())


class AppealTable(Table):
    rep = Column(_("Person"), accessor="rep__name", url=_href)
    state = ComponentColumn(_("State"), accessor="state", make=_state)
    due_on = DayColumn(_("Answer by"))
    words = Column(_("Objection"), hide="p2", orderable=False)
    answer = Column(_("Answer"), hide="p3", orderable=False)
    answered_by = Column(_("Answered by"), accessor="answered_by__name", hide="p3")
    at = MomentColumn(_("Made at"), hide="p3")
