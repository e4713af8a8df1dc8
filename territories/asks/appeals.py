"""Appeals that wait for an answer, for who answers; and the answer, for who objected."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

import teams.facts
from territories.facts import appeals as facts
from territories.facts.pending import pending
from territories.models import Appeal
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def appeals_of(access: Any, most: int) -> list[Todo]:
    if not pending().appeals:
        return []
    answered = facts.answered_lately(access.rep_id) if access.rep_id else []
    told = [_answered(row) for row in answered]
    return [*told, *(_open(row) for row in facts.to_answer(access)[:most])][:most]


def _open(row: Appeal) -> Todo:
    said = {"name": row.rep.name, "day": formats.day_long(row.due_on), "plan": row.model.name}
    late = facts.is_late(row, teams.facts.today())
    why = _("An answer was due by %(day)s.") if late else _("An answer is due by %(day)s.")
    return Todo(
        _("%(name)s objects to %(plan)s") % said,
        reverse("territories:book_of", args=[row.model_id, row.rep_id]) + "#appeal",
        why=why % said,
        tone="bad" if late else "warn",
        icon="message-circle-warning",
    )


def _answered(row: Appeal) -> Todo:
    return Todo(
        _("Your appeal has been answered"),
        reverse("territories:book_of", args=[row.model_id, row.rep_id]) + "#appeal",
        why=f"{row.get_state_display()}: {row.answer}",
        tone="info",
        icon="message-circle-reply",
    )


ASK = Ask(appeals_of)
