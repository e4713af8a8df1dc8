"""Exceptions: an account stays somewhere against the rules, for a reason, until a day."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from audit.services import log
from kernel.dated import Days
from teams.services.refused import Refused
from territories.models import AccountException, PlannedTerritory
from territories.services.editing.gate import one_act, open_from
from territories.services.routing import after_load
from ui.formats import day_long


def add_exception(
    *,
    by: Any,
    territory: PlannedTerritory,
    account_id: int,
    reason: str,
    on: date,
    until: date,
) -> AccountException:
    """Over [on, until); in the model in force from today on."""
    with one_act():
        first = open_from(territory.model_id)
        _refuse_empty(on, until)
        _refuse_past(first, on)
        row = AccountException.objects.create(
            territory=territory,
            role=territory.role,
            model=territory.model,
            account_id=account_id,
            reason=reason.strip(),
            valid=DateRange(on, until),
            by=by,
        )
        log(by=by, act="except", obj=row, after=_plain(row), reason=reason)
        _ask_the_rules(first, row, by)
    return row


def change_exception(
    *, by: Any, exception: AccountException, reason: str, on: date, until: date
) -> AccountException:
    """Other words or days. Of one that has begun in the model in force only the end changes."""
    with one_act():
        first = open_from(exception.model_id)
        row = AccountException.objects.select_for_update(of=("self",)).get(pk=exception.pk)
        before, begun = _plain(row), first is not None and row.valid.lower < first
        _refuse_empty(on, until)
        if begun and (on, reason.strip()) != (row.valid.lower, row.reason):
            raise Refused(
                _("%(account)s: this exception has begun. Only its end can still change.")
                % {"account": row.account}
            )
        if until != row.valid.upper:
            _refuse_past(first, min(until, row.valid.upper))
        if not begun:
            _refuse_past(first, on)
        row.reason, row.valid = reason.strip(), DateRange(on, until)
        if before != (after := _plain(row)):
            row.save(update_fields=["reason", "valid"])
            log(by=by, act="change exception", obj=row, before=before, after=after)
            _ask_the_rules(first, row, by)
    return row


def end_exception(
    *, by: Any, exception: AccountException, on: date, reason: str = ""
) -> AccountException:
    """The rules hold again from `on`, earlier than was said."""
    with one_act():
        first = open_from(exception.model_id)
        row = AccountException.objects.select_for_update(of=("self",)).get(pk=exception.pk)
        if on not in Days(row.valid.lower, row.valid.upper) or on == row.valid.lower:
            raise Refused(
                _("%(account)s: choose a day after the start and before the end.")
                % {"account": row.account}
            )
        _refuse_past(first, on)
        before = _plain(row)
        row.valid = DateRange(row.valid.lower, on)
        row.save(update_fields=["valid"])
        log(by=by, act="end", obj=row, before=before, after=_plain(row), reason=reason)
        _ask_the_rules(first, row, by)
    return row


def remove_exception(*, by: Any, exception: AccountException, reason: str = "") -> None:
    """One that was a mistake, or has not begun. What has begun in force is ended instead."""
    with one_act():
        first = open_from(exception.model_id)
        if first and exception.valid.lower < first:
            raise Refused(
                _("%(account)s: this exception has begun. End it on a day instead.")
                % {"account": exception.account}
            )
        log(by=by, act="remove", obj=exception, before=_plain(exception), reason=reason)
        exception.delete()
        _ask_the_rules(first, exception, by)


def _ask_the_rules(first: date | None, row: AccountException, by: Any) -> None:
    """In force, a move of the account is proposed at once; somebody commits it."""
    if first:
        after_load([row.account_id], by=by, run_id=None)


def _refuse_past(first: date | None, day: date) -> None:
    if first and day < first:
        raise Refused(
            _("What was before %(day)s stays as it was. Choose that day or a later one.")
            % {"day": day_long(first)}
        )


def _refuse_empty(on: date, until: date) -> None:
    if until <= on:
        raise Refused(_("An exception needs a first day and an end after it."))


def _plain(row: AccountException) -> dict[str, str]:
    return {
        "territory": row.territory.slug,
        "account": row.account.external_id,
        "reason": row.reason,
        "from": row.valid.lower.isoformat(),
        "to": row.valid.upper.isoformat(),
    }
