"""A quota by hand: the new version closes the versions whose days it touches."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from audit.services import log, note_edit
from quotas.models import Quota


@transaction.atomic
def set_quota(
    *,
    by: Any,
    start: date,
    end: date,
    amount: Decimal,
    rep_id: int | None = None,
    team_id: int | None = None,
    measure: str = "revenue",
    product_family: str = "",
    segment: str = "",
    reason: str = "",
) -> Quota:
    """The amount for [start, end). Earlier versions that touch these days are closed, not changed.

    Saying what already stands changes nothing and gives the standing version.
    """
    key = {
        "rep_id": rep_id,
        "team_id": team_id,
        "measure": measure,
        "product_family": product_family,
        "segment": segment,
    }
    standing = Quota.objects.select_for_update().filter(
        **key, superseded_at=None, valid__overlap=(start, end)
    )
    before = list(standing)
    if len(before) == 1 and before[0].amount == amount and _days(before[0]) == (start, end):
        return before[0]
    now = timezone.now()
    standing.update(superseded_at=now)
    quota = Quota.objects.create(
        **key,
        valid=DateRange(start, end),
        amount=amount,
        recorded_at=now,
    )
    log(
        by=by,
        act="set quota",
        obj=quota,
        before={"amounts": [str(q.amount) for q in before]},
        after={"amount": str(amount), "days": f"{start}..{end}"},
        reason=reason,
    )
    days = [_days(one) for one in (*before, quota)]
    _note(quota, min(first for first, _ in days), max(last for _, last in days), by)
    return quota


@transaction.atomic
def withdraw_quota(*, by: Any, quota: Quota, reason: str) -> None:
    """The quota is not in force any more; it stays in the record."""
    closed = Quota.objects.filter(pk=quota.pk, superseded_at=None).update(
        superseded_at=timezone.now()
    )
    if closed:
        log(by=by, act="withdraw quota", obj=quota, reason=reason)
        _note(quota, *_days(quota), by)


def _note(quota: Quota, start: date, end: date, by: Any) -> None:
    """Attainment of these days is computed again."""
    note_edit(obj=quota, start=start, end=end, by=by)


def _days(quota: Quota) -> tuple[date, date]:
    return quota.valid.lower, quota.valid.upper
