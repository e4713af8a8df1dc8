"""E-mails to people who have not answered their quota letter when the day is near; once a letter.

What is sent is marked in the same transaction: an e-mail that can't be sent is tried again with the
next turn of the clock, and two workers at once send one.
"""

import logging
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

import teams.facts
from planning.facts.letters import is_last, last_letters, waiting
from planning.facts.policy import policy
from planning.models import Letter, QuotaPlan
from ui import formats
from versions.core import states

logger = logging.getLogger(__name__)

# Nobody is written to at night, where the company is.
FROM_HOUR, TO_HOUR = 7, 19


def remind() -> int:
    """How many e-mails were sent. 0 days in the policy: nobody is reminded."""
    days = policy().remind_days
    here = timezone.now().astimezone(ZoneInfo(teams.facts.company().time_zone))
    if not days or not FROM_HOUR <= here.hour < TO_HOUR:
        return 0
    return remind_of(teams.facts.today(), days)


def remind_of(today: date, days: int) -> int:
    """Of letters that are due in up to so many days, or were due."""
    plans = QuotaPlan.objects.filter(state=states.ACTIVE)
    due = waiting(last_letters()).filter(
        publication__plan__in=plans,
        reminded_at=None,
        answer_by__lte=today + timedelta(days),
        rep__user__is_active=True,
    )
    return sum(_tried(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def _tried(pk: int) -> bool:
    """One address that does not work keeps nobody else from being reminded."""
    try:
        return _remind(pk)
    except OSError:  # of the mail server, SMTPException included
        logger.exception("no reminder could be sent of letter %s", pk)
        return False


@transaction.atomic
def _remind(pk: int) -> bool:
    rows = Letter.objects.select_for_update(of=("self",)).select_related("rep__user", "publication")
    row = rows.filter(pk=pk, reminded_at=None).first()
    if row is None or row.answers.exists() or not is_last(row):  # while we waited for it
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    _send(row.rep.user, row)
    return True


def _send(person: Any, row: Letter) -> None:
    """In the language of the person; theirs, else the company's."""
    with translation.override(person.language or teams.facts.company().language):
        path = reverse("planning:letter", args=[row.pk])
        said = {
            "name": person.name,
            "title": row.facts["said"]["title"],
            "day": formats.day_long(row.answer_by),
            "href": f"{settings.BASE_URL}{path}" if settings.BASE_URL else "",
        }
        body = render_to_string("planning/reminder.txt", said)
        send_mail(_("Your quota letter waits for your answer"), body, None, [person.email])
