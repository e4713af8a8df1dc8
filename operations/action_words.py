"""An action and what was done to it, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from operations.models import Action
from ui import formats
from ui.components import Fact

type Told = tuple[str, str, list[Fact]]


def names() -> dict[str, str]:
    return {
        "what": _("What to do"),
        "owner": _("Who"),
        "check_on": _("Check on"),
        "note": _("Note"),
    }


def facts(action: Action) -> list[Fact]:
    return [
        Fact(_("Who"), str(action.owner)),
        Fact(_("Opened"), formats.day_long(action.opened_on)),
        Fact(_("Check on"), formats.day_long(action.check_on)),
        *([Fact(_("Note"), action.note)] if action.note else []),
    ]


def act(entry: Any) -> Told:
    """Who did what and when; the reason given; and each value that changed, old and new."""
    heads = {
        "create": _("%(name)s opened it, %(when)s"),
        "change": _("%(name)s changed it, %(when)s"),
        "cancel": _("%(name)s cancelled it, %(when)s"),
    }
    name = str(entry.by) if entry.by else pgettext("a person", "Somebody")
    head = heads[entry.act] % {"name": name, "when": formats.moment(entry.at)}
    known = names()
    changes = [
        Fact(known[field], _("%(old)s → %(new)s") % {"old": old, "new": new})
        for field, old, new in (
            (field, _value(field, entry.before.get(field, "")), _value(field, text))
            for field, text in entry.after.items()
        )
    ]
    return head, entry.reason, changes


def _value(field: str, text: str) -> str:
    if not text:
        return _("nothing")
    return formats.day_long(date.fromisoformat(text)) if field == "check_on" else text
