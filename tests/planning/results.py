"""What the KPIs have stored of the years before a plan, without deals behind it."""

from typing import Any

import teams.facts
from kpis.models import Value


def won_before(rep: Any, *years: Any, kpi: str = "won_value") -> None:
    """So much in each of the last whole years before this month, the latest first; all of it in the
    last month of the year."""
    calendar = teams.facts.company().calendar
    month = calendar.previous(calendar.month_of(teams.facts.today()))
    for amount in years:
        Value.objects.create(
            kpi=kpi,
            scope="rep",
            scope_id=rep.pk,
            kind="month",
            start=month.start,
            end=month.end,
            as_of=month.start,
            value=amount,
        )
        month = calendar.back(month, 12)
