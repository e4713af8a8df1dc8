"""What is said where whole states and countries move, and territories should hang together."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from territories.core.places import places
from territories.core.ways import Known
from ui import formats

MOST = 12  # refused moves that are told one by one


def units(known: Known) -> dict[str, str]:
    """What may move; whole places only where some are known."""
    found = {"accounts": _("Accounts, one by one")}
    if known.located:
        found["places"] = _("Whole states and countries")
    return found


def asked(params: Mapping[str, Any]) -> list[str]:
    """The part of the question, for its line."""
    if params.get("units") != "places":
        return []
    if params.get("connected"):
        return [_("whole states and countries, territories hang together")]
    return [_("whole states and countries")]


def name(place: str) -> str:
    known = places().get(place)
    return known.name if known else place


def together(facts: Mapping[str, Any]) -> list[str]:
    """With whom an account moves: its family, or all of its place."""
    if facts["why"] == "family":
        return [_("It joins the rest of its family.")]
    said = {"place": name(facts.get("place", ""))}
    if facts["why"] == "place":
        return [_("It joins the rest of %(place)s, which moves as a whole.") % said]
    return [_("%(place)s moves as a whole.") % said] if said["place"] else []


def told(proposal: Any, names: Mapping[str, str]) -> list[str]:
    """How places were kept whole and territories in one piece; empty where accounts moved."""
    found = proposal.result.get("places")
    if not found:
        return []
    return [_whole(found), *_connected(proposal.result, names)]


def _whole(found: Mapping[str, int]) -> str:
    text = ngettext(
        "%(n)s state or country with %(accounts)s accounts can move, as a whole; what is protected "
        "stays, and accounts without a known place move by themselves (%(nowhere)s).",
        "%(n)s states and countries with %(accounts)s accounts can move, each as a whole; what is "
        "protected stays, and accounts without a known place move by themselves (%(nowhere)s).",
        found["places"],
    )
    return text % {
        "n": formats.count(found["places"]),
        "accounts": formats.count(found["accounts"]),
        "nowhere": formats.count(found["nowhere"]),
    }


def _connected(result: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    connection, split = result.get("connection"), result.get("split") or {}
    if not connection:
        return []
    parts = [_how(connection["how"], bool(split))]
    for seat, pieces in split.items():
        said = {"name": names.get(seat, ""), "n": formats.count(pieces)}
        parts.append(_("%(name)s is in %(n)s pieces.") % said)
    refused = connection["refused"]
    parts += [_refused(place, seat, names) for place, seat in refused[:MOST]]
    more = len(refused) - MOST
    if more > 0:
        text = ngettext(
            "%(n)s more move was refused likewise.",
            "%(n)s more moves were refused likewise.",
            more,
        )
        parts.append(text % {"n": formats.count(more)})
    return parts


def _how(how: str, is_split: bool) -> str:
    if how == "impossible":
        return _("It is proven that no plan keeps everything that was asked and hangs together.")
    if is_split:
        return _("No plan was found that hangs together; whether there is one is not known.")
    if how == "held":
        return _(
            "Every territory hangs together: the search kept to that, and the answer is as sure "
            "as it says. Islands stand by themselves."
        )
    return _(
        "Every territory hangs together. Places were traded at borders until they did; that a "
        "better plan exists is not ruled out. Islands stand by themselves."
    )


def _refused(place: str, seat: str, names: Mapping[str, str]) -> str:
    said = {"place": name(place), "name": names.get(seat, "")}
    return (
        _("Refused: %(place)s to %(name)s. It would lie apart from the rest of that territory.")
        % said
    )
