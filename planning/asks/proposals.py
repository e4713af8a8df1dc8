"""Drafts that ask managers for proposals, until the day is over or all have been spoken for."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from planning.facts import lines, plans
from planning.facts.waiting import anything
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def proposals_of(access: Any, most: int) -> list[Todo]:
    """One line a plan; those who make plans are not asked."""
    if not access.may("propose") or access.may("plan") or not anything().proposals:
        return []
    found = []
    for plan in plans.asking(teams.facts.today())[:most]:
        waiting = lines.lines(plan, access).filter(rep__isnull=False, proposed=None).count()
        if waiting:
            found.append(_todo(plan, waiting))
    return found


def _todo(plan: Any, waiting: int) -> Todo:
    text = ngettext(
        "Propose a quota for %(n)s of your people",
        "Propose quotas for %(n)s of your people",
        waiting,
    )
    why = _("“%(plan)s” waits for it until %(day)s.")
    day = formats.day_long(plan.proposals_by)
    return Todo(
        text % {"n": formats.count(waiting)},
        reverse("planning:propose", args=(plan.pk,)),
        why=why % {"plan": plan.name, "day": day},
        tone="info",
        icon="goal",
    )


ASK = Ask(proposals_of)
