"""How the answer to a letter and the state of an adjustment are called."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from planning.models import Adjustment, LetterAnswer
from ui.components import Tag

Kind, State = LetterAnswer.Kind, Adjustment.State


def state(row: Any, today: date) -> Tag:
    """`row`: a letter with `answer`, see `planning.facts.letters`."""
    if row.answer == Kind.ACCEPTED:
        return Tag(_("Accepted"), "good", "check")
    if row.answer == Kind.DECLINED:
        return Tag(_("Declined"), "bad", "x")
    late = row.answer_by < today
    return Tag(_("Overdue"), "bad", "clock") if late else Tag(_("Not answered"), "warn", "clock")


def adjustment(row: Any) -> Tag:
    return {
        State.ASKED: Tag(_("Asked"), "warn", "clock"),
        State.APPROVED: Tag(_("Approved"), "good", "check"),
        State.REFUSED: Tag(_("Refused"), "bad", "x"),
    }[row.state]
