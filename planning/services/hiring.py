"""Hires that a plan counts on, and the ramp that new people are expected to follow."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import log
from planning.models import PlannedHire, QuotaPlan, RampCurve
from teams.services.refused import Refused


@transaction.atomic
def add(*, by: Any, plan: QuotaPlan, starts_on: date, people: int, team: Any = None) -> PlannedHire:
    """Refused outside the plan's days: it would count for nothing."""
    if not plan.days.lower <= starts_on < plan.days.upper:
        raise Refused(_("A hire starts on a day of the plan."))
    row = PlannedHire.objects.create(plan=plan, starts_on=starts_on, people=people, team=team)
    log(by=by, act="create", obj=row, after={"starts_on": str(starts_on), "people": people})
    return row


@transaction.atomic
def remove(*, by: Any, plan: QuotaPlan, pk: int) -> None:
    """Nothing where it is gone already."""
    row = PlannedHire.objects.filter(plan=plan, pk=pk).first()
    if row is not None:
        log(by=by, act="delete", obj=row, before={"starts_on": str(row.starts_on)})
        row.delete()


@transaction.atomic
def take_over(
    *, by: Any, role_id: int | None, shares: Sequence[Decimal], learned_from: int
) -> RampCurve:
    """Use these shares from now on; quotas that are published stay as they are."""
    if not learned_from:
        raise Refused(_("Nothing was learned: nobody was seen in their first year."))
    said = [str(share) for share in shares]
    before = RampCurve.objects.filter(role=role_id).first()
    row, _made = RampCurve.objects.update_or_create(
        role_id=role_id, defaults={"shares": said, "learned_from": learned_from, "by": by}
    )
    was = {"shares": before.shares} if before else {}
    log(by=by, act="change", obj=row, before=was, after={"shares": said})
    return row
