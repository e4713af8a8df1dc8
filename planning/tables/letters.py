"""Letters and what was answered."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import teams.facts
from planning import answer_words
from ui.columns import Column, ComponentColumn, DayColumn, MomentColumn, NumberColumn
from ui.components import Tag
from ui.tables import Table


def _href(row: Any) -> str:
    return reverse("planning:letter", args=[row.pk])


def _state(row: Any) -> Tag:
    return answer_words.state(row, teams.facts.today())


class LetterTable(Table):
    rep = Column(_("Person"), accessor="rep__name", url=_href)
    state = ComponentColumn(_("Answer"), accessor="answer", make=_state)
    answer_by = DayColumn(_("Answer by"))
    answered_at = MomentColumn(_("Answered at"), hide="p2")
    words = Column(_("Reason"), hide="p2", orderable=False)
    number = NumberColumn(_("Publication"), accessor="publication__number", hide="p3")
    reminded_at = MomentColumn(_("Reminded at"), hide="p3")
