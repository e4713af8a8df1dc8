"""An event of a plan as a line: what happened, who did it and when, and the words."""

from typing import Any

from django.utils.translation import gettext as _

from planning import words
from planning.models import PlanEvent
from ui import formats


def told(event: PlanEvent) -> dict[str, Any]:
    values = {
        "what": event.get_kind_display(),
        "name": words.who(event.by),
        "when": formats.moment(event.at),
    }
    return {"head": _("%(what)s: %(name)s, %(when)s") % values, "words": event.words}
