"""E-mails to people who have not signed a hand-over that is near; each is reminded of it once.

What is sent is marked in the same transaction: when the e-mail can't be sent it is tried again with
the next turn of the clock, and two workers at once send one.
"""

import logging
from datetime import date, timedelta
from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from teams import facts as teams
from territories.facts.policy import policy
from territories.models import HandOver
from territories.services import mailing
from ui import formats
from versions.core import states

logger = logging.getLogger(__name__)

# Column of who signs, of when they did, and of when they were reminded.
SIDES = (
    ("giver", "given_at", "giver_reminded_on"),
    ("taker", "taken_at", "taker_reminded_on"),
)


def remind() -> int:
    """How many e-mails were sent. 0 days in the policy: nobody is reminded."""
    days = policy().remind_days
    if not days or not mailing.is_day():
        return 0
    return remind_of(teams.today(), days)


def remind_of(today: date, days: int) -> int:
    """Of hand-overs in up to so many days, and of those whose day has passed."""
    last = today + timedelta(days)
    people = sorted({rep for side in SIDES for rep in _people(side, last)})
    reps = teams.reps().select_related("user").filter(pk__in=people, user__is_active=True)
    return sum(_tried(rep, today, last) for rep in reps)


def _tried(rep: Any, today: date, last: date) -> bool:
    """One address that does not work keeps nobody else from being reminded."""
    try:
        return _remind(rep, today, last)
    except OSError:  # of the mail server, SMTPException included
        logger.exception("no reminder could be sent to rep %s", rep.pk)
        return False


def _due(side: tuple[str, str, str], last: date) -> Any:
    who, signed, reminded = side
    waits = Q(**{f"{who}__isnull": False, signed: None, reminded: None})
    told = (states.APPROVED, states.ACTIVE)
    return HandOver.objects.filter(waits, on__lte=last, model__state__in=told)


def _people(side: tuple[str, str, str], last: date) -> list[int]:
    return list(_due(side, last).values_list(side[0], flat=True).distinct())


@transaction.atomic
def _remind(rep: Any, today: date, last: date) -> bool:
    """One e-mail about all that waits for this person."""
    found: dict[str, list[HandOver]] = {}
    for side in SIDES:
        rows = _due(side, last).filter(**{side[0]: rep.pk}).select_related("account")
        found[side[0]] = list(rows.select_for_update(of=("self",)).order_by("on", "account__name"))
        ids = [row.pk for row in found[side[0]]]
        HandOver.objects.filter(pk__in=ids).update(**{side[2]: today})
    every = [*found["giver"], *found["taker"]]
    if every:
        _send(rep.user, found, every)
    return bool(every)


def _send(person: Any, found: dict[str, list[HandOver]], every: list[HandOver]) -> None:
    with mailing.words_of(person):
        n = len(every)
        text = ngettext("%(n)s hand-over to sign", "%(n)s hand-overs to sign", n)
        path = reverse("territories:hand_overs", args=[every[0].model_id])
        said = {
            "name": person.name,
            "gives": found["giver"],
            "takes": found["taker"],
            "href": mailing.address(f"{path}?state=mine"),
        }
        body = render_to_string("territories/reminder.txt", said)
        send_mail(text % {"n": formats.count(n)}, body, None, [person.email])
