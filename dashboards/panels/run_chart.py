"""A rep's attainment month by month: which months are a signal."""

import kpis.facts.fair
from dashboards.facts import Question
from dashboards.facts.compare_evidence import by_month
from dashboards.facts.months import whole_months
from dashboards.month_by_month import MonthByMonth, month_by_month
from dashboards.panel import Panel


def build(question: Question) -> MonthByMonth | None:
    months = whole_months(question.calendar, question.period, question.today)
    sold = kpis.facts.fair.months(months, rep_id=question.scope.id)
    values = by_month(months, sold.get(question.scope.id, ()))
    return month_by_month(question.scope, months, values)


PANEL = Panel(build)
