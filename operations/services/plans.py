"""Asking the owner of a deal for a plan, answering, and closing it again.

Who may do which is decided before (`operations.views.plans`). A plan comes into a state by
compare-and-set, so that two people at once cannot both move it.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from operations.core.plans import AFTER, ANSWERED, ASKED, CLOSED
from operations.models import Plan, PlanEntry
from teams.services.refused import Refused


def ask(*, deal_id: int, rep_id: int, by: Any, text: str, due_on: date) -> Plan:
    """A new request to the owner; refused while another one is open."""
    try:
        with transaction.atomic():
            plan = Plan.objects.create(deal_id=deal_id, rep_id=rep_id, due_on=due_on)
            PlanEntry.objects.create(plan=plan, state=ASKED, by=by, text=text)
    except IntegrityError as twice:
        raise Refused(_("A plan has been asked for already.")) from twice
    return plan


def answer(
    *, plan: Plan, by: Any, reason: str, text: str, expected_on: date | None = None
) -> PlanEntry:
    """Why, what is done, and when the deal is expected to close; an answer may be added to."""
    said = {"reason": reason, "text": text, "expected_on": expected_on}
    return _enter(plan, ANSWERED, by, **said)


def close(*, plan: Plan, by: Any, text: str = "") -> PlanEntry:
    """Nothing more is wanted."""
    return _enter(plan, CLOSED, by, text=text)


@transaction.atomic
def _enter(plan: Plan, state: str, by: Any, **said: Any) -> PlanEntry:
    moved = Plan.objects.filter(pk=plan.pk, state__in=AFTER[state]).update(state=state)
    if not moved:
        raise Refused(_("The plan has been closed in the meantime."))
    return PlanEntry.objects.create(plan=plan, state=state, by=by, **said)
