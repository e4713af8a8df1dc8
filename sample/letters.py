"""This year's quota plan of the sample is published: some people have answered their letters, one
declined, others are still to answer; one adjustment was approved, another one waits.

It counts from the current quarter on, as quotas of the quarters before were loaded with the files.
Answers, adjustments and their reasons are generated.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

import planning.facts.letters as facts
from kernel.periods import Period
from planning.facts.plans import plans
from planning.facts.published import publications
from planning.services import adjusting, answers
from planning.services.publishing import publish
from sample.organisation import JOINER
from teams import facts as teams

WAIT = ("8", "10", JOINER)  # people by CRM id: the sample's rep among them
DECLINES = "9"
REASON = "Two of my largest customers have put their budgets off until next year."
EVERY = 4  # of the others, one in so many has not answered yet
RAISED, LOWERED = "17", "9"


def send() -> None:
    """Once; what was published already is left alone."""
    calendar, today = teams.company().calendar, teams.today()
    year = calendar.year_of(today)
    plan = plans().filter(days__startswith=year.start, state="approved").first()
    if plan is None or publications().exists():
        return
    quarter = calendar.quarter_of(today)
    made = publish(plan, _user("operations"), "Quotas of the year, as agreed", quarter.start)
    _answer(made)
    _adjust(plan, quarter)


def _answer(made: Any) -> None:
    rows = facts.letters().filter(publication=made).order_by("rep__external_id")
    for n, row in enumerate(rows):
        said: dict[str, Any] = {"letter": row, "digest": row.digest, "by": row.rep.user}
        if row.rep.external_id == DECLINES:
            answers.decline(reason=REASON, **said)
        elif row.rep.external_id not in WAIT and n % EVERY:
            answers.accept(typed_name=row.rep.name, **said)


def _adjust(plan: Any, quarter: Period) -> None:
    """Over the last month of the quarter: nothing of what is over changes."""
    by, approver = _user("operations"), _user("executive")
    last = teams.company().calendar.month_of(quarter.end - timedelta(1))
    lines = {row.rep.external_id: row for row in _lines(plan)}
    days = {"start": last.start, "end": last.end, "by": by}
    if RAISED in lines:
        why = "Takes over a patch that was without anybody"
        row = adjusting.ask(line=lines[RAISED], amount=Decimal(2000), why=why, **days)
        adjusting.approve(adjustment=row, by=approver, words="Agreed")
    if LOWERED in lines:
        why = "Two large customers have put their budgets off"
        adjusting.ask(line=lines[LOWERED], amount=Decimal(-3000), why=why, **days)


def _lines(plan: Any) -> Any:
    goal = plan.goals.get()
    return goal.lines.filter(rep__external_id__in=(RAISED, LOWERED)).select_related("rep")


def _user(role: str) -> Any:
    return get_user_model().objects.filter(role=role).order_by("pk").first()
