"""Letters to answer, for whom they were written to; for who leads, the missing and the declined."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from planning.facts import letters as facts
from planning.facts.waiting import anything
from planning.models import Letter
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def letters_of(access: Any, most: int) -> list[Todo]:
    if not anything().letters:
        return []
    mine = [_mine(row) for row in facts.to_answer(access.rep_id)] if access.rep_id else []
    theirs = _theirs(access) if facts.may_follow(access) else []
    return [*mine, *theirs][:most]


def _mine(row: Letter) -> Todo:
    late = row.answer_by < teams.facts.today()
    said = {"day": formats.day_long(row.answer_by), "plan": row.publication.plan.name}
    why = _("%(plan)s: an answer was due by %(day)s.") if late else _("%(plan)s: by %(day)s.")
    return Todo(
        _("Read and answer your quota letter"),
        reverse("planning:letter", args=[row.pk]),
        why=why % said,
        tone="bad" if late else "warn",
        icon="mail",
    )


def _theirs(access: Any) -> list[Todo]:
    """One line a plan for the missing that are overdue, and one for what was declined."""
    found = []
    for plan_id, name, declined, late in facts.to_follow(access, teams.facts.today()):
        href = reverse("planning:letters", args=[plan_id])
        if declined:
            text = ngettext(
                "%(n)s quota letter was declined", "%(n)s quota letters were declined", declined
            )
            found.append(_todo(text, declined, name, f"{href}?state=declined", "bad"))
        if late:
            text = ngettext(
                "%(n)s quota letter has no answer", "%(n)s quota letters have no answer", late
            )
            found.append(_todo(text, late, name, f"{href}?state=missing", "warn"))
    return found


def _todo(text: str, n: int, plan: str, href: str, tone: Any) -> Todo:
    return Todo(text % {"n": formats.count(n)}, href, why=plan, tone=tone, icon="mail")


ASK = Ask(letters_of)
