"""Adjustments of a published plan: asked with a reason, approved or refused by somebody else.

An approved one stands beside the plan and is published at once, as a further version of the quota
and with a new letter; the plan's own figures never change.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from kernel.dated import Days
from planning.core.proration import Correction, spread
from planning.facts.pieces import ground
from planning.models import Adjustment, QuotaLine, QuotaPlan
from planning.services.publishing import hold, publish
from teams.services.refused import Refused
from versions.core import states

State = Adjustment.State


@transaction.atomic
def ask(
    *, line: QuotaLine, start: date, end: date, amount: Decimal, why: str, by: Any
) -> Adjustment:
    """For days of the published plan; no month may fall below zero."""
    row = QuotaLine.objects.select_related("goal__plan", "rep").get(pk=line.pk)
    if not why.strip():
        raise Refused(_("Say why the quota should change."))
    if not amount:
        raise Refused(_("An adjustment adds something or takes something away."))
    _check_days(row, start, end)
    _check_amount(row, Correction(start, end, amount))
    made = Adjustment.objects.create(
        line=row, days=DateRange(start, end), amount=amount, why=why.strip(), by=by
    )
    after = {"amount": str(amount), "days": f"{start}..{end}"}
    log(by=by, act="ask adjustment", obj=made, after=after, reason=made.why)
    return made


@transaction.atomic
def approve(*, adjustment: Adjustment, by: Any, words: str = "") -> Adjustment:
    """It counts from now on, and is published."""
    row = _locked(adjustment)
    if row.by_id == by.pk and (others := _others(by)):
        raise Refused(
            _("You asked for this yourself. Ask somebody else to approve it: %(names)s.")
            % {"names": get_text_list(others[:3], _("or"))}
        )
    _check_days(row.line, row.days.lower, row.days.upper)
    _check_amount(row.line, Correction(row.days.lower, row.days.upper, row.amount))
    _decide(row, State.APPROVED, by, words)
    publish(row.line.goal.plan, by, reason=row.why)
    return row


@transaction.atomic
def refuse(*, adjustment: Adjustment, by: Any, words: str) -> Adjustment:
    """With words for who asked."""
    row = _locked(adjustment)
    if not words.strip():
        raise Refused(_("Say why it is refused."))
    return _decide(row, State.REFUSED, by, words)


def _decide(row: Adjustment, state: str, by: Any, words: str) -> Adjustment:
    row.state, row.words = state, words.strip()
    row.decided_by, row.decided_at = by, timezone.now()
    row.save(update_fields=["state", "words", "decided_by", "decided_at"])
    log(by=by, act=str(state), obj=row, after={"state": str(state)}, reason=row.words)
    return row


def _locked(adjustment: Adjustment) -> Adjustment:
    """The plan as well: another decision about the same month waits, then sees this one."""
    hold(QuotaPlan.objects.get(goals__lines=adjustment.line_id))
    rows = Adjustment.objects.select_for_update(of=("self",))
    row = rows.select_related("line__goal__plan", "line__rep").get(pk=adjustment.pk)
    if row.state != State.ASKED:
        raise Refused(_("This adjustment has been decided already."))
    return row


def _check_days(line: QuotaLine, start: date, end: date) -> None:
    plan = line.goal.plan
    if plan.state == states.ARCHIVED:
        raise Refused(
            _("“%(plan)s” is over. Refuse this here, and ask for it in the plan that follows.")
            % {"plan": plan.name}
        )
    if plan.state != states.ACTIVE or plan.active is None:
        raise Refused(_("Only a published plan is adjusted. Change the draft instead."))
    if not plan.active.lower <= start < end <= plan.active.upper:
        raise Refused(_("The days are not within the days for which the plan is published."))


def _check_amount(line: QuotaLine, asked: Correction) -> None:
    """A quota is zero or more, in every month."""
    base = ground(line.goal.plan)
    found = base.prorated(line)
    for part in spread(asked, base.months):
        month = next(m for m in base.months if part.start in m)
        if found.within(Days(month.start, month.end)).amount + part.amount < 0:
            raise Refused(_("This takes more than there is in a month."))


def _others(by: Any) -> list[str]:
    """Who else may approve."""
    return [name for pk, name in teams.facts.may_do("approve") if pk != by.pk]
