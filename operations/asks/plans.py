"""Plans: a rep is asked to answer, whoever asked to read the answer and close it."""

from typing import Any

from django.utils.translation import gettext as _

from operations.facts.plans import Waiting, answered_for, asked_of
from operations.links import plan_href
from teams.core.access import REP
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def plans_of(access: Any, most: int) -> list[Todo]:
    """For a rep what they are asked to plan, for the others the answers to what they asked."""
    if access.role == REP:
        found = asked_of(access.rep_id, most) if access.rep_id else []
        said = _("Your manager asks for a plan by %(day)s.")
        return [_plan(one, said, "warn", "message-circle-question-mark") for one in found]
    found = answered_for(access.user.pk, most)
    return [_plan(one, _("Answered."), "info", "message-circle-reply") for one in found]


def _plan(one: Waiting, said: str, tone: Any, icon: str) -> Todo:
    deal, name, due_on = one
    why = said % {"day": formats.day(due_on)}
    return Todo(name, plan_href(deal), why=why, tone=tone, icon=icon)


ASK = Ask(plans_of)
