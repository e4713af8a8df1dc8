"""A rep's attainment month by month: which months are a signal."""

from decimal import Decimal

from dashboards.facts import Question
from dashboards.month_by_month import MonthByMonth, month_by_month
from dashboards.panel import Panel


def build(question: Question) -> MonthByMonth | None:
    known = question.beside.own
    values = [_share(known[month]["attainment"].value) for month in question.past_months]
    return month_by_month(question.scope, question.past_months, values)


def _share(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


PANEL = Panel(build)
