"""Open seats of the plan in force, also of people who left: to be filled by operations."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import teams.facts
from territories.facts import gaps
from territories.facts.models import in_force
from territories.facts.pending import pending
from ui import formats
from ui.asks import Ask
from ui.components import Todo


def seats_of(access: Any, most: int) -> list[Todo]:
    """One line for all of them, with what is at stake; late where somebody left."""
    if not access.may("plan") or not pending().seats:
        return []
    today = teams.facts.today()
    model = in_force(today)
    found = [one for one in gaps.seats(model, today) if one.is_open] if model else []
    if model is None or not found:
        return []
    text = ngettext(
        "Nobody sits in %(n)s territory", "Nobody sits in %(n)s territories", len(found)
    )
    return [
        Todo(
            text % {"n": formats.count(len(found))},
            reverse("territories:gaps", args=[model.pk]) + "#seats",
            why=_why(found),
            tone="bad" if any(one.left for one in found) else "warn",
            icon="user-plus",
        )
    ][:most]


def _why(found: list[gaps.SeatGap]) -> str:
    known = [one.potential for one in found if one.potential is not None]
    deals = [one.pipeline for one in found if one.pipeline is not None]
    said = _("%(potential)s a year and %(pipeline)s in open deals are at stake. Fill the seats.")
    return said % {
        "potential": formats.money(sum(known)) if known else _("an unknown potential"),
        "pipeline": formats.money(sum(deals)),
    }


ASK = Ask(seats_of)
