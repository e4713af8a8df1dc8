"""An event of a model as a line: what happened, who did it and when, and the words."""

from typing import Any

from django.utils.translation import gettext as _

from territories import words
from territories.models import ModelEvent
from ui import formats


def told(event: ModelEvent) -> dict[str, Any]:
    what = event.get_stance_display() if event.stance else event.get_kind_display()
    values = {"what": what, "name": words.who(event.by), "when": formats.moment(event.at)}
    return {"head": _("%(what)s: %(name)s, %(when)s") % values, "words": event.words}
