"""The trace of an account in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import crm.facts
from kernel.dated import Days
from territories.core.precedence import Level
from territories.facts.history import territories_over_time
from territories.facts.trace import Asked, OfRole, Trace, Tried
from territories.models.alignment import Won
from ui import formats
from ui.components import Link, Status


@dataclass(frozen=True, slots=True)
class ClaimRow:
    claim: str
    note: str
    territory: str
    asked: tuple[Asked, ...]
    problems: tuple[str, ...]
    verdict: Status
    is_winner: bool


@dataclass(frozen=True, slots=True)
class RoleTable:
    name: str
    finding: str
    otherwise: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A row of the history; `here`: the marked day lies in it."""

    what: str
    note: str
    start: str
    end: str
    here: bool


def lede(account: Any, model: Any, found: Trace | None) -> str:
    if model is None or found is None:
        if account.territory is None:
            return _("%(name)s has no territory in the CRM, and there is no plan yet.") % {
                "name": account.name
            }
        words = {"name": account.name, "territory": account.territory.name}
        return _("The CRM states %(territory)s for %(name)s. There is no plan yet.") % words
    words = {"name": account.name, "model": model.name, "day": formats.day_long(found.day)}
    return _("%(name)s in “%(model)s”, by the rules of %(day)s.") % words


def roles(found: Trace | None) -> list[RoleTable]:
    return [_role(one) for one in found.roles] if found else []


def _role(role: OfRole) -> RoleTable:
    rows = tuple(_row(one, role) for one in role.tried)
    return RoleTable(role.role, _finding(role), _otherwise(role), rows)


def _finding(role: OfRole) -> str:
    if role.winner is None:
        return _("No territory claims it")
    words = {"territory": role.winner.territory, "claim": claim(role.winner)}
    if role.rivals:
        names = sorted({one.territory for one in role.rivals})
        words["rivals"] = get_text_list(names, _("and"))
        return _("%(territory)s gets it by its id only: %(rivals)s claims it as strongly") % words
    return _("%(territory)s gets it: %(claim)s") % words


def _otherwise(role: OfRole) -> str:
    if not role.by_exception:
        return ""
    if role.otherwise is None:
        return _("Without the exception no territory would claim it.")
    words = {"territory": role.otherwise.territory, "claim": claim(role.otherwise)}
    return _("Without the exception it would belong to %(territory)s (%(claim)s).") % words


def claim(one: Tried) -> str:
    """“Place, number 100”."""
    kind = str(Won(one.level).label)
    if one.number is None:
        return _("%(kind)s, of the family") % {"kind": kind} if one.of_family else kind
    return _("%(kind)s, number %(number)s") % {"kind": kind, "number": one.number}


def _row(one: Tried, role: OfRole) -> ClaimRow:
    note = one.note
    if one.level == Level.EXCEPTION and one.until:
        note = _("%(reason)s (until %(day)s)") % {
            "reason": note,
            "day": formats.day_long(one.until),
        }
    return ClaimRow(
        claim(one), note, one.territory, one.asked, one.problems, _verdict(one, role),
        one is role.winner,
    )  # fmt: skip


def _verdict(one: Tried, role: OfRole) -> Status:
    if one is role.winner:
        return Status("good", _("Wins"), "check")
    if one in role.rivals:
        return Status("warn", _("As strong"))
    if one.problems:
        return Status("bad", _("Can't be asked"))
    if one.matched:
        return Status("normal", _("Meets it, comes later"))
    return Status("none", _("Does not meet it"), "minus")


def family(found: Trace | None, access: Any) -> Link | None:
    """The account above that decides, as a link where the reader sees it."""
    if found is None or found.decided_by is None:
        return None
    above = crm.facts.accounts().get(pk=found.decided_by)
    seen = crm.facts.accounts(access).filter(pk=above.pk).exists()
    href = reverse("territories:why", args=[above.pk]) + f"?model={found.model_id}"
    return Link(above.name, href if seen else "")


def territories(account_id: int, day: date) -> list[Period]:
    """Latest first."""
    return [
        _period(one.territory, " · ".join(filter(None, [one.role, one.by, one.why, one.model])),
                one.days, day)
        for one in territories_over_time(account_id)
    ]  # fmt: skip


def owners(account_id: int, day: date) -> list[Period]:
    return [_period(one.rep, "", one.days, day) for one in crm.facts.owners_over_time(account_id)]


def _period(what: str, note: str, days: Days, day: date) -> Period:
    start = formats.day_long(days.start) if days.start else ""
    end = formats.day_long(days.end) if days.end else ""
    return Period(what, note, start, end, day in days)
