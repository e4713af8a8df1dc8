"""What rules of upkeep and states of plans are called, in the reader's language."""

from datetime import date

from django.utils.translation import gettext, pgettext

import teams.facts
from kpis.core.upkeep import RULES
from operations.core.plans import ANSWERED, ASKED, is_late
from ui.components import Tag


def label(slug: str) -> str:
    """The rule's name; the slug of one that has been retired since the last check."""
    return gettext(RULES[slug].label) if slug in RULES else slug


def meaning(slug: str) -> str:
    return gettext(RULES[slug].meaning) if slug in RULES else ""


def fix(slug: str) -> str:
    return gettext(RULES[slug].fix) if slug in RULES else ""


def plan_state(state: str, due_on: date) -> Tag:
    """In a word; an answer that is late is worth looking at."""
    if is_late(state, due_on, teams.facts.today()):
        return Tag(pgettext("a plan", "Answer is late"), "warn", "clock-alert")
    if state == ASKED:
        return Tag(pgettext("a plan", "Asked for"), "info")
    if state == ANSWERED:
        return Tag(pgettext("a plan", "Answered"), "good")
    return Tag(pgettext("a plan", "Closed"))
