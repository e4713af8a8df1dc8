"""What moving accounts means to people, in the words of the pages and e-mails."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from territories.core.books import Change
from territories.core.packs import Why
from territories.core.precedence import Level
from territories.core.signing import Signed
from territories.models import Appeal, Hold
from territories.models.alignment import Won
from ui import formats
from ui.components import Status, Tag


def why(found: Why | None) -> str:
    """The sentence of what won: exception, name, rule; before it what turned."""
    if found is None or found.level is None:
        return ""
    if found.cause:
        return f"{_cause(found)} {why(replace(found, cause=''))}"
    said = {"territory": found.territory, "words": found.words or found.note}
    if found.level in (Level.EXCEPTION, Level.NAMED):
        return _by_hand(found, said)
    if found.level == Level.REST:
        return _("%(territory)s takes what no other rule claims.") % said
    said |= {"number": formats.count(found.number), "kind": str(Won(found.level).label)}
    if found.number is None:
        return _("A rule of %(territory)s (%(kind)s).") % said
    if not found.note:
        return _("Rule %(number)s of %(territory)s (%(kind)s).") % said
    return _("Rule %(number)s of %(territory)s (%(kind)s): %(words)s") % said


def _cause(found: Why) -> str:
    if found.cause == "hold":
        return _("The hold is over.")
    return _("Somebody else has the seat in %(territory)s.") % {"territory": found.territory}


def _by_hand(found: Why, said: dict[str, str]) -> str:
    if found.level == Level.EXCEPTION:
        text = _("Exception for %(territory)s.") % said
    elif found.family:
        text = _("%(territory)s has %(family)s by name, and families stay together.") % (
            said | {"family": found.family}
        )
    else:
        text = _("%(territory)s has it by name.") % said
    return f"{text} {found.words}".strip()


# Hand-overs --------------------------------------------------------------------------------------


def signing(found: Signed) -> Status:
    """Who still has to sign."""
    missing = found.missing()
    if not missing:
        return Status("done", _("Signed"))
    if len(missing) == 2:
        return Status("waiting", _("To hand over"))
    words = {"give": _("To hand over"), "take": _("To take over")}
    return Status("waiting", words[missing[0]])


def nobody(rep: Any, *, giver: bool) -> str:
    """The name of a side; what is said where nobody is there."""
    if rep is not None:
        return str(rep.name)
    return _("No owner") if giver else _("Open seat")


# Books -------------------------------------------------------------------------------------------


def moves(leave: int, come: int) -> str:
    """3 accounts leave, 1 comes."""
    gone = ngettext("%(n)s account leaves", "%(n)s accounts leave", leave)
    new = ngettext("%(n)s comes", "%(n)s come", come)
    return _("%(leaving)s, %(coming)s") % {
        "leaving": gone % {"n": formats.count(leave)},
        "coming": new % {"n": formats.count(come)},
    }


def measure(slug: str) -> str:
    labels = {
        "accounts": _("Accounts"),
        "potential": _("Potential a year"),
        "workload": _("Workload, hours a month"),
        "pipeline": _("Open pipeline"),
    }
    return labels[slug]


def amount(slug: str, value: Any) -> str:
    if slug in ("potential", "pipeline"):
        return formats.money(value)
    whole = value is None or value == int(value)
    return formats.count(value, 0 if whole else 1)


def difference(change: Change) -> str:
    if change.difference is None:
        return ""
    if change.measure in ("potential", "pipeline"):
        return formats.money_change(change.difference)
    return formats.signed(change.difference)


# Holds and appeals -------------------------------------------------------------------------------


def hold_state(starts: Any, ends: Any, today: Any, soon: Any) -> Tag:
    if ends <= today:
        return Tag(pgettext("a hold", "Over"))
    if starts > today:
        return Tag(pgettext("a hold", "To come"), "info")
    if ends <= soon:
        return Tag(pgettext("a hold", "Ends soon"), "warn", "clock-alert")
    return Tag(pgettext("a hold", "Held"), "info")


def hold_reason(hold: Hold) -> str:
    """The code and the words."""
    label = str(Hold.Reason(hold.reason).label)
    return f"{label}: {hold.words}" if hold.words else label


def appeal_state(row: Appeal, today: Any) -> Tag:
    if row.state == Appeal.State.OPEN and row.due_on < today:
        return Tag(_("Answer is late"), "bad", "clock-alert")
    tones: dict[str, Any] = {"open": "warn", "upheld": "good"}
    return Tag(str(Appeal.State(row.state).label), tones.get(row.state, ""))
