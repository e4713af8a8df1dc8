"""Accounts by the thousand: names and locks, each kind in a few statements.

Another territory, or a reason, names the account there; "named" emptied lets the rules decide
again. A lock keeps it where it is.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import log
from territories.facts.bulk import account_ids, names_of
from territories.models import AccountLock, NamedAccount, PlannedTerritory, TerritoryModel
from territories.services.bulk import rows
from territories.services.bulk.judging import CHANGE, Verdict
from territories.services.bulk.storing import slugs

NAMES = ("territory", "named", "why")
LOCKS = ("lock", "lock_reason")


def accounts(by: Any, model: TerritoryModel, asked: list[Verdict]) -> None:
    todo = [verdict for verdict in asked if verdict.act == CHANGE]
    if not todo:
        return
    ids = account_ids([verdict.key for verdict in todo])
    known = slugs(model, (verdict.cells["territory"] for verdict in todo))
    for verdict in todo:
        _check(verdict, known)
    done = [verdict for verdict in todo if verdict.act == CHANGE]
    named = _names(model, done, ids, known)
    locked = _locks(by, model, done, ids)
    if named or locked:
        log(by=by, act="import accounts", obj=model, after={"named": named, "locked": locked})


def _check(verdict: Verdict, known: dict[str, PlannedTerritory]) -> None:
    slug = verdict.cells["territory"]
    if slug and slug not in known:
        verdict.refuse(_("There is no territory with this short name."), "territory", slug)
    elif slug and not known[slug].role.owns_accounts:
        verdict.refuse(_("This territory does not own accounts."), "territory", slug)
    elif _stays_named(verdict) and not slug:
        verdict.refuse(_("Say in which territory: write its short name."), "territory", slug)
    elif verdict.cells["lock_reason"] and not verdict.cells["lock"]:
        reason = verdict.cells["lock_reason"]
        verdict.refuse(_("Write yes as the lock, or empty the reason."), "lock_reason", reason)


def _stays_named(verdict: Verdict) -> bool:
    """Whether the account is named when all is done: emptied, or territory emptied, it is not."""
    now, before, changed = verdict.cells, verdict.before, verdict.changed
    if "named" in changed:
        return bool(now["named"])
    if "territory" in changed:
        return bool(now["territory"])
    return bool(before.get("named")) or bool("why" in changed and now["why"])


def _names(
    model: TerritoryModel,
    asked: list[Verdict],
    ids: dict[str, int],
    known: dict[str, PlannedTerritory],
) -> int:
    todo = [v for v in asked if set(v.changed) & set(NAMES)]
    names_of(model.pk, [ids[v.key] for v in todo]).delete()
    named = [
        {
            "territory": known[v.cells["territory"]].pk,
            "account": ids[v.key],
            "why": v.cells["why"],
        }
        for v in todo
        if _stays_named(v)
    ]
    rows.insert(NamedAccount, named)
    return len(todo)


def _locks(by: Any, model: TerritoryModel, asked: list[Verdict], ids: dict[str, int]) -> int:
    todo = [v for v in asked if set(v.changed) & set(LOCKS)]
    AccountLock.objects.filter(model=model, account__in=[ids[v.key] for v in todo]).delete()
    own = {"model": model.pk, "by": by.pk if by else None, "at": timezone.now()}
    locked = [
        {**own, "account": ids[v.key], "reason": v.cells["lock_reason"]}
        for v in todo
        if v.cells["lock"]
    ]
    rows.insert(AccountLock, locked)
    return len(todo)
