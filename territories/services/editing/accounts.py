"""Accounts that a draft gives away by name, and those that must stay where they are."""

from typing import Any

from audit.services import log
from territories.models import AccountLock, NamedAccount, PlannedTerritory
from territories.services.editing.gate import drafted, one_act


def name_account(
    *, by: Any, territory: PlannedTerritory, account_id: int, why: str = ""
) -> NamedAccount:
    """Give the account to the territory by name; among territories of one role it has one name."""
    with one_act():
        drafted(territory.model_id)
        others = NamedAccount.objects.filter(
            account=account_id, territory__model=territory.model_id, territory__role=territory.role
        ).exclude(territory=territory)
        for other in others.select_related("territory"):
            _unname(by, other, why)
        row, new = NamedAccount.objects.get_or_create(
            territory=territory, account_id=account_id, defaults={"why": why}
        )
        if new or row.why != why:
            before = {} if new else {"why": row.why}
            row.why = why
            row.save(update_fields=["why"])
            after = {"territory": territory.slug, "why": why}
            log(by=by, act="name account", obj=row, before=before, after=after, reason=why)
    return row


def unname_account(*, by: Any, named: NamedAccount, reason: str = "") -> None:
    """The rules decide again."""
    with one_act():
        drafted(named.territory.model_id)
        _unname(by, named, reason)


def lock_account(*, by: Any, model_id: int, account_id: int, reason: str = "") -> AccountLock:
    """The account stays where it is in this draft; the optimiser leaves it alone."""
    with one_act():
        model = drafted(model_id)
        row, new = AccountLock.objects.get_or_create(
            model=model, account_id=account_id, defaults={"reason": reason, "by": by}
        )
        if new or row.reason != reason:
            before = {} if new else {"reason": row.reason}
            row.reason = reason
            row.save(update_fields=["reason"])
            log(by=by, act="lock", obj=row, before=before, after={"reason": reason})
    return row


def unlock_account(*, by: Any, lock: AccountLock, reason: str = "") -> None:
    """The account may move again."""
    with one_act():
        drafted(lock.model_id)
        log(by=by, act="unlock", obj=lock, before={"reason": lock.reason}, reason=reason)
        lock.delete()


def _unname(by: Any, named: NamedAccount, reason: str) -> None:
    before = {"territory": named.territory.slug, "why": named.why}
    log(by=by, act="unname account", obj=named, before=before, reason=reason)
    named.delete()
