"""Plans that begin with figures: those of another plan, or what people had to reach last year.

Lines are laid out anew for the plan's own days; whoever has a figure there gets it, so people who
left fall out and people who came stand there without one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

import teams.facts
from audit.services import log
from planning import words
from planning.facts import results
from planning.facts.lines import key_of
from planning.models import PlanGoal, QuotaLine, QuotaPlan
from planning.services.gate import one_act
from planning.services.lines.figures import write
from planning.services.plans.goals import REVENUE, Key
from planning.services.plans.making import create
from teams.services.refused import Refused

type Figures = Mapping[tuple[str, int], Decimal]


def copy(
    *,
    by: Any,
    plan: QuotaPlan,
    name: str,
    note: str = "",
    start: date | None = None,
    end: date | None = None,
) -> QuotaPlan:
    """A draft with the goals and planned figures of another plan, whatever its state; over the same
    days unless others are said."""
    goals = list(plan.goals.all())
    with one_act():
        made = create(
            by=by,
            name=name,
            note=note,
            start=start or plan.days.lower,
            end=end or plan.days.upper,
            territory_model=plan.territory_model,
            based_on=plan,
            goals=tuple(Key(one.measure, one.product_family, one.segment) for one in goals),
        )
        for old, new in zip(goals, made.goals.order_by("pk"), strict=True):
            if _months(made) == _months(plan):
                _take_months(old, new)
            figures = {
                key_of(one): one.planned for one in old.lines.all() if one.planned is not None
            }
            _fill(by, new, figures, _("Copied from “%(name)s”") % {"name": plan.name})
            _take_locks(old, new)
        log(by=by, act="copy", obj=plan, after={"copy": made.name})
    return made


def from_last_year(
    *,
    by: Any,
    name: str,
    start: date,
    end: date,
    growth: Decimal = Decimal(0),
    note: str = "",
    territory_model: Any = None,
) -> QuotaPlan:
    """A draft that begins with the quotas of the last whole months (as many as the plan has), each
    grown by `growth` (0.1 is a tenth more). A team's is the sum of what is below it."""
    with one_act():
        made = create(
            by=by, name=name, note=note, start=start, end=end, territory_model=territory_model
        )
        goal = made.goals.get(measure=REVENUE.measure)
        known = results.before(goal, results.months_before(start, end))
        people = {key: one.quota for key, one in known.items() if key[0] == "rep" and one.quota}
        if not people:
            raise Refused(
                _("Nobody had a quota in the months before. Start with an empty plan, or copy one.")
            )
        step = words.quantum(goal.measure)
        figures = {k: (v * (1 + growth)).quantize(step, ROUND_HALF_UP) for k, v in people.items()}
        _fill(by, goal, _summed(goal, figures), _("Last year's quotas"))
    return made


def _fill(by: Any, goal: PlanGoal, figures: Figures, why: str) -> None:
    """Who sits in several territories has a figure in none: nobody knows yet how it is divided."""
    lines = [one for one in goal.lines.all() if key_of(one) in figures]
    often = Counter(key_of(one) for one in lines)
    lines = [one for one in lines if often[key_of(one)] == 1]
    write(by, lines, {one.pk: figures[key_of(one)] for one in lines}, why=why)


def _summed(goal: PlanGoal, figures: Figures) -> Figures:
    """With teams and the company, each the sum of its people."""
    rows = {row.pk: row for row in goal.lines.all()}
    found: dict[tuple[str, int], Decimal] = {}
    for row in rows.values():
        amount = figures.get(key_of(row))
        here: QuotaLine | None = row if amount is not None else None
        while here is not None and amount is not None:
            found[key_of(here)] = found.get(key_of(here), Decimal(0)) + amount
            here = rows.get(here.parent_id) if here.parent_id else None
    return found


def _months(plan: QuotaPlan) -> int:
    calendar = teams.facts.company().calendar
    return len(calendar.months(plan.days.lower, plan.days.upper))


def _take_months(old: PlanGoal, new: PlanGoal) -> None:
    for name in ("weights", "weights_from", "weights_years"):
        setattr(new, name, getattr(old, name))
    new.save(update_fields=["weights", "weights_from", "weights_years"])


def _take_locks(old: PlanGoal, new: PlanGoal) -> None:
    locked = {key_of(one) for one in old.lines.filter(locked=True)}
    ids = [one.pk for one in new.lines.all() if key_of(one) in locked]
    QuotaLine.objects.filter(pk__in=ids).update(locked=True)
