"""Why teams miss, in the reader's language."""

from django.utils.translation import gettext_lazy as _

CAUSES = {
    "goal": _("the goal is too high"),
    "capacity": _("too little capacity"),
    "process": _("the way of selling"),
}
ABOUT = {
    "goal": _("Not even the full team, all ramped, would usually sell that much."),
    "capacity": _("Open seats and people who are not ramped yet."),
    "process": _("What the people who were there usually sell, and did not."),
}


def cause(slug: str) -> str:
    return str(CAUSES[slug])
