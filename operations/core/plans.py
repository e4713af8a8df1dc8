"""A plan for a deal: asked for by a manager, answered by the owner, closed again.

Why a deal slipped is one of a few reasons, so that they can be counted; what is done about it is
told in words.
"""

from datetime import date

from kpis.core.words import _

ASKED, ANSWERED, CLOSED = "asked", "answered", "closed"
# From which states one comes into a state. A closed plan stays closed; another may be asked for.
AFTER: dict[str, tuple[str, ...]] = {
    ANSWERED: (ASKED, ANSWERED),
    CLOSED: (ASKED, ANSWERED),
}
REASONS: dict[str, str] = {
    "no_budget": _("Budget is not there yet"),
    "decision_later": _("The customer decides later"),
    "decider_missing": _("We do not reach who decides"),
    "legal": _("Contract or legal review"),
    "competitor": _("A competitor came in"),
    "our_side": _("We are late ourselves"),
    "date_not_real": _("The date was never agreed"),
    "other": _("Another reason"),
}


def is_late(state: str, due_on: date, today: date) -> bool:
    """Asked for, not answered, and the day has passed."""
    return state == ASKED and due_on < today
