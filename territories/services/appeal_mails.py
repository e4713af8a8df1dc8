"""E-mails about appeals: to who answers when one is made and when its day is near, to who objected
when it is answered. Each once.

As with hand-overs what is sent is marked in the same transaction, and tried again when it can't be
sent; a company that wants no reminders (0 days in the policy) gets none of these either.
"""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from teams import facts as teams
from territories import moving_words
from territories.core.deadlines import working_days_after
from territories.facts import appeals as facts
from territories.facts.policy import policy
from territories.models import Appeal
from territories.services import mailing

logger = logging.getLogger(__name__)

NEAR = 1  # working days before an answer is due
ANSWERED = (Appeal.State.UPHELD, Appeal.State.REFUSED)


def remind() -> int:
    """How many e-mails were sent."""
    if not policy().remind_days or not mailing.is_day():
        return 0
    return remind_of(teams.today())


def remind_of(today: date) -> int:
    near = working_days_after(teams.company().calendar, today, NEAR)
    rows = Appeal.objects.all()
    made = rows.filter(state=Appeal.State.OPEN, told_on=None)
    due = rows.filter(state=Appeal.State.OPEN, told_on__lt=today, reminded_on=None)
    answered = rows.filter(state__in=ANSWERED, answer_told_on=None)
    return (
        _each(made, "told_on", today, _ask)
        + _each(due.filter(due_on__lte=near), "reminded_on", today, _press)
        + _each(answered, "answer_told_on", today, _tell)
    )


def _each(
    rows: QuerySet[Appeal], mark: str, today: date, send: Callable[[Appeal, date], int]
) -> int:
    """One address that does not work keeps nobody else from being told."""
    sent = 0
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                row = rows.select_for_update(of=("self",)).filter(pk=pk).first()
                if row is not None:
                    setattr(row, mark, today)
                    row.save(update_fields=[mark])
                    sent += send(row, today)
        except OSError:  # of the mail server, SMTPException included
            logger.exception("no e-mail could be sent about appeal %s", pk)
    return sent


def _ask(row: Appeal, today: date) -> int:
    return _answerers(row, today, lambda: _("%(name)s objects to %(plan)s"))


def _press(row: Appeal, today: date) -> int:
    return _answerers(row, today, lambda: _("%(name)s still waits for your answer"))


def _answerers(row: Appeal, today: date, subject: Callable[[], str]) -> int:
    people = facts.answerers(row.rep_id, today)
    for person in people:
        _send(row, person, subject)
    return len(people)


def _tell(row: Appeal, _today: date) -> int:
    person = row.rep.user
    if person is None or not person.is_active:
        return 0
    _send(row, person, lambda: _("Your appeal has been answered"))
    return 1


def _send(row: Appeal, person: Any, subject: Callable[[], str]) -> None:
    path = reverse("territories:book_of", args=[row.model_id, row.rep_id])
    with mailing.words_of(person):
        said = {
            "name": person.name,
            "row": row,
            "state": moving_words.appeal_state(row, teams.today()).text,
            "href": mailing.address(f"{path}#appeal"),
        }
        title = subject() % {"name": row.rep.name, "plan": row.model.name}
        send_mail(title, render_to_string("territories/appeal.txt", said), None, [person.email])
