"""Builders of quota plans as far as publishing needs them: lines of teams and people."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from planning.models import PlanGoal, QuotaLine, QuotaPlan, RampCurve
from teams.models import Absence, Rep, Team

YEAR = (date(2026, 1, 1), date(2027, 1, 1))
_number = count(1)


def plan(name: str = "", days: tuple[date, date] = YEAR, **fields: Any) -> QuotaPlan:
    """Approved, of the year 2026."""
    values = {"name": name or f"Quotas {next(_number)}", "state": "approved"}
    return QuotaPlan.objects.create(days=DateRange(*days), **values | fields)


def goal(plan: QuotaPlan, measure: str = "revenue", **fields: Any) -> PlanGoal:
    """With the company's line."""
    made = PlanGoal.objects.create(plan=plan, measure=measure, **fields)
    QuotaLine.objects.create(goal=made)
    return made


def top(goal: PlanGoal) -> QuotaLine:
    return goal.lines.get(parent=None)


def team_line(goal: PlanGoal, team: Team, planned: Any = None) -> QuotaLine:
    return _line(goal, top(goal), planned, team=team)


def rep_line(
    goal: PlanGoal, rep: Rep, planned: Any = None, parent: QuotaLine | None = None
) -> QuotaLine:
    return _line(goal, parent or top(goal), planned, rep=rep)


def territory_line(goal: PlanGoal, territory: Any, planned: Any = None) -> QuotaLine:
    return _line(goal, top(goal), planned, territory=territory)


def away(rep: Rep, start: date, end: date, reason: str = "") -> Absence:
    return Absence.objects.create(rep=rep, valid=DateRange(start, end), reason=reason)


def ramp(*shares: str, role: Any = None) -> RampCurve:
    return RampCurve.objects.create(role=role, shares=list(shares))


def _line(goal: PlanGoal, parent: QuotaLine, planned: Any, **holder: Any) -> QuotaLine:
    amount = None if planned is None else Decimal(planned)
    return QuotaLine.objects.create(goal=goal, parent=parent, planned=amount, **holder)
