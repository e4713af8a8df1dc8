"""A new plan without figures; and what a draft is called and for."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from planning.models import QuotaPlan
from planning.services.gate import drafted, one_act
from planning.services.plans.goals import REVENUE, Key, add_goal
from teams.services.refused import Refused
from versions.services import is_taken


def create(
    *,
    by: Any,
    name: str,
    start: date,
    end: date,
    note: str = "",
    territory_model: Any = None,
    based_on: Any = None,
    goals: tuple[Key, ...] = (REVENUE,),
) -> QuotaPlan:
    """A draft over [start, end), whole months. Each goal has a line for the company, and for the
    teams and people, or the territories and seats, that the plan rests on; no line has a figure."""
    with one_act():
        refuse_taken(name)
        _refuse_broken(start, end)
        plan = QuotaPlan.objects.create(
            name=name,
            note=note,
            days=DateRange(start, end),
            territory_model=territory_model,
            based_on=based_on,
            by=by,
        )
        log(by=by, act="create", obj=plan, after={"name": name, "days": f"{start}..{end}"})
        for key in goals:
            add_goal(by=by, plan=plan, key=key)
    return plan


def change(*, by: Any, plan: QuotaPlan, name: str, note: str) -> QuotaPlan:
    """Change the words of a draft."""
    with one_act():
        row = drafted(plan.pk)
        refuse_taken(name, except_for=row)
        before = {"name": row.name, "note": row.note}
        row.name, row.note = name, note
        row.save(update_fields=["name", "note"])
        log(by=by, act="change", obj=row, before=before, after={"name": name, "note": note})
    return row


def refuse_taken(name: str, except_for: QuotaPlan | None = None) -> None:
    """Names are how people speak of plans: no two are alike."""
    if is_taken(QuotaPlan.objects.all(), name, except_for):
        raise Refused(
            _("There is a plan called “%(name)s” already. Choose another name.") % {"name": name}
        )


def _refuse_broken(start: date, end: date) -> None:
    """Quotas are published month by month, so a plan begins and ends with one."""
    calendar = teams.facts.company().calendar
    months = calendar.months(start, end)
    if not months or (months[0].start, months[-1].end) != (start, end):
        raise Refused(_("A plan lasts whole fiscal months. Choose a first and a last month."))
