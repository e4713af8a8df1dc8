"""Hand-overs that wait for one's signature; for who leads, those near that lack one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from teams.core.access import REP
from territories.facts import handovers as facts
from territories.facts.handovers import Waiting
from territories.facts.pending import pending
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def hand_overs_of(access: Any, most: int) -> list[Todo]:
    """One line a plan: a hundred accounts are one task."""
    if not pending().hand_overs:
        return []
    mine = [_mine(one) for one in facts.waiting_for(access.rep_id)] if access.rep_id else []
    if access.role == REP or not (access.may("plan") or access.may("coach")):
        return mine[:most]
    theirs = [_theirs(one) for one in facts.waiting_near(access, teams.facts.today())]
    return [*mine, *theirs][:most]


def _mine(one: Waiting) -> Todo:
    text = ngettext("%(n)s hand-over to sign", "%(n)s hand-overs to sign", one.n)
    why = _("%(plan)s: the first account changes hands on %(day)s.")
    return _todo(one, text, why, "mine")


def _theirs(one: Waiting) -> Todo:
    text = ngettext(
        "%(n)s hand-over without all signatures", "%(n)s hand-overs without all signatures", one.n
    )
    why = _("%(plan)s: the first account changes hands on %(day)s.")
    return _todo(one, text, why, "missing")


def _todo(one: Waiting, text: str, why: str, state: str) -> Todo:
    return Todo(
        text % {"n": formats.count(one.n)},
        f"{reverse('territories:hand_overs', args=[one.model_id])}?state={state}",
        why=why % {"plan": one.model, "day": formats.day_long(one.first)},
        tone="bad" if one.first <= teams.facts.today() else "warn",
        icon="arrow-right-left",
    )


ASK = Ask(hand_overs_of)
