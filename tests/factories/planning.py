"""Builders of quota plans: a draft whose lines are laid out, and figures by name."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from planning.models import QuotaLine, QuotaPlan
from planning.services import lines, plans

START, END = date(2027, 1, 1), date(2028, 1, 1)
_number = count(1)


def plan(by: Any, name: str = "", **options: Any) -> QuotaPlan:
    """A draft for 2027, for revenue; lines from teams and people, no figures."""
    values: dict[str, Any] = {"start": START, "end": END} | options
    return plans.create(by=by, name=name or f"Quotas {next(_number)}", **values)


def line(plan: QuotaPlan, name: str = "", **goal: Any) -> QuotaLine:
    """A line by the name of whose it is; "" is the company's."""
    rows = QuotaLine.objects.filter(goal__plan=plan, **goal).select_related("goal__plan")
    if not name:
        return rows.get(parent=None)
    return next(one for one in rows if name in (str(one.team), str(one.rep), str(one.territory)))


def figures(by: Any, plan: QuotaPlan, **amounts: Any) -> None:
    """Planned figures by name, underscores for spaces; `company` is the whole."""
    for name, amount in amounts.items():
        wanted = "" if name == "company" else name.replace("_", " ")
        lines.set_planned(by=by, line=line(plan, wanted), amount=Decimal(amount))
