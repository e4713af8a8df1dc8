"""What is said of versions, in the reader's language: their badge, who acted, what happened."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ui import formats
from ui.components import Tag, Tone
from versions.core import states
from versions.models import Event, Version

TONES: dict[str, Tone] = {
    states.DRAFT: "",
    states.IN_REVIEW: "info",
    states.APPROVED: "info",
    states.ACTIVE: "good",
    states.ARCHIVED: "",
}
ICONS = {states.ACTIVE: "check", states.APPROVED: "clock", states.IN_REVIEW: "eye"}


def badge(version: Version) -> Tag:
    """Where it stands; each app has its own word for what is in force."""
    return Tag(version.get_state_display(), TONES[version.state], ICONS.get(version.state, ""))


def who(person: Any) -> str:
    """The name of whoever did something; it may have been the clock."""
    return person.name if person else pgettext("a person", "Salesops")


def told(event: Event, what: str = "") -> dict[str, Any]:
    """An event as a line: what happened, who did it and when, and the words. `what`: where its kind
    does not say it."""
    values = {
        "what": what or event.get_kind_display(),
        "name": who(event.by),
        "when": formats.moment(event.at),
    }
    return {"head": _("%(what)s: %(name)s, %(when)s") % values, "words": event.words}
