"""The style guide: every component in every state (empty, one, many, long, negative, missing).

Tests render all stories in both languages.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from ui.components import Crumb
from ui.stories import drawings, figures, frame, judgements, lists
from ui.stories.story import Story

COLORS = (
    "bg surface sunken line line-2 ink ink-2 ink-3 accent accent-soft good warn bad "
    "c1 c2 c3 c4 c5 c6 c1-soft c2-soft track"
)


def stories() -> Iterator[Story]:
    for module in (figures, judgements, lists, frame, drawings):
        yield from module.STORIES
    yield from drawings.big()


def page() -> dict[str, Any]:
    groups = groupby(stories(), key=lambda story: story.component)
    return {
        "title": _("Components"),
        "lede": _("Every part used on the pages, with its states."),
        "crumbs": (Crumb(_("Components")),),
        "groups": [(name, list(found)) for name, found in groups],
        "colors": COLORS.split(),
    }
