"""The steps of a version on its page: what one may do now, and doing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ui.answering import answered
from versions.core import states

type Services = Mapping[str, Callable[..., Any]]

LATEST = 5  # so many events stand on the page; the rest is history


@dataclass(frozen=True, slots=True)
class Act:
    """A step that one may take now: what the button says, and what will happen."""

    name: str
    text: str
    says: str
    kind: str = "light"
    asks: str = ""
    required: bool = False


def acts(state: str, access: Any, known: Mapping[str, Act]) -> list[Act]:
    """What this person may do in a state, of what the page knows; the usual step first."""
    names = [name for name in states.following(state) if name in known]
    return [known[name] for name in names if access.may(states.RIGHTS[name])]


def usual(*, submit: str, approve: str, revoke: str) -> dict[str, Act]:
    """The acts that each version knows, by name; the app says what follows from them."""
    listed = (
        Act("submit", _("Send for review"), submit, "primary", _("What should be looked at")),
        Act("approve", _("Approve"), approve, "primary", _("A word about it")),
        Act(
            "send_back",
            _("Send back"),
            _("It is a draft again, and its authors read what should be different."),
            asks=_("What should be different"),
            required=True,
        ),
        Act("revoke", _("Revoke the approval"), revoke, asks=_("Why"), required=True),
    )
    return {act.name: act for act in listed}


def take(request: HttpRequest, services: Services, **row: Any) -> None:
    """The step that a form asks for, if it is this person's to take; says how it went.

    `row`: the version, by the name that the services give it."""
    act = request.POST.get("act", "")
    if act not in services or not request.access.may(states.RIGHTS[act]):  # type: ignore[attr-defined]
        raise PermissionDenied(_("This is not yours to do now."))
    with answered(request, _("Done.")):
        services[act](by=request.user, words=request.POST.get("words", ""), **row)
