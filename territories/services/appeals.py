"""Objecting to what a plan does to one's book, once, and the answer."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import log
from teams import facts as teams
from teams.services.refused import Refused
from territories.core.deadlines import working_days_after
from territories.facts.policy import policy
from territories.models import Appeal, TerritoryModel
from versions.core import states

ANSWERS = (Appeal.State.UPHELD, Appeal.State.REFUSED)


def appeal(*, model: TerritoryModel, rep_id: int, words: str, by: Any) -> Appeal:
    """The one objection; answered within the working days that the company promises."""
    if not words.strip():
        raise Refused(_("Say what should be different."))
    due_on = working_days_after(teams.company().calendar, teams.today(), policy().appeal_days)
    try:
        with transaction.atomic():
            state = TerritoryModel.objects.select_for_update().get(pk=model.pk).state
            if state != states.APPROVED:
                raise Refused(
                    _("Only a plan that is approved and has not begun can be objected to.")
                )
            row = Appeal.objects.create(model=model, rep_id=rep_id, words=words, due_on=due_on)
            log(by=by, act="appeal", obj=row, reason=words)
    except IntegrityError as twice:
        raise Refused(_("There is one appeal for each plan, and it has been made.")) from twice
    return row


def answer(*, row: Appeal, state: str, words: str, by: Any) -> None:
    """Agreed or refused, with words; what is agreed is done in the plan by hand."""
    if state not in ANSWERS or not words.strip():
        raise Refused(_("An answer needs words."))
    said = {"state": state, "answer": words, "answered_by": by, "answered_at": timezone.now()}
    _close(row, by, "answer", **said)


def withdraw(*, row: Appeal, by: Any) -> None:
    """Nothing has to be answered any more; there is no second appeal."""
    _close(row, by, "withdraw", state=Appeal.State.WITHDRAWN)


@transaction.atomic
def _close(row: Appeal, by: Any, act: str, **said: Any) -> None:
    """By compare-and-set: two answers at once are one answer and one refusal."""
    if not Appeal.objects.filter(pk=row.pk, state=Appeal.State.OPEN).update(**said):
        raise Refused(_("This appeal has been closed already."))
    log(by=by, act=act, obj=row, after={"state": said["state"]}, reason=said.get("answer", ""))
