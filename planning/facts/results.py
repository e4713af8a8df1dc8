"""What was reached, and what was asked, in months that are over: what a plan stands beside.

Of revenue as a whole the stored KPIs know it, for teams and the company too. Of a family of
products, a segment, units or new customers it is added up here from deals won, by their owner;
of margin and recurring revenue nothing is known, so it stays empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import NullIf

import crm.facts
import kpis.facts
import teams.facts
from kernel.periods import Period


class Aim(Protocol):
    """What is counted: a goal of a plan, or what a quota is of."""

    @property
    def measure(self) -> str: ...
    @property
    def product_family(self) -> str: ...
    @property
    def segment(self) -> str: ...


type Key = tuple[str, int]  # ("rep", 12), ("team", 3), ("territory", 4), ("", 0) the company
WON, QUOTA = "won_value", "quota"


@dataclass(frozen=True, slots=True)
class Before:
    """Over the months before; None is unknown."""

    result: Decimal | None = None
    quota: Decimal | None = None


def months_before(start: date, end: date) -> list[Period]:
    """As many whole months as the plan has, right before it, or before this month when it is to
    come."""
    calendar = teams.facts.company().calendar
    n = len(calendar.months(start, end))
    now = calendar.month_of(teams.facts.today())
    last = calendar.previous(min(calendar.month_of(start), now, key=lambda m: m.start))
    return [calendar.back(last, steps) for steps in reversed(range(n))]


def before(goal: Aim, months: Sequence[Period]) -> dict[Key, Before]:
    """Of everybody who is known to have had a result or a quota."""
    if is_all_revenue(goal):
        return _stored(months)
    found = by_rep(goal, months[0].start, months[-1].end)
    known: dict[Key, Before] = {("rep", pk): Before(amount) for pk, amount in found.items()}
    return known | ({("", 0): Before(sum(found.values(), Decimal(0)))} if found else {})


def is_all_revenue(goal: Aim) -> bool:
    return (goal.measure, goal.product_family, goal.segment) == ("revenue", "", "")


def is_told(goal: Aim) -> bool:
    """Whether deals tell what was reached of it; asks nothing of the database."""
    return _counted(goal, crm.facts.opportunities(), "owner") is not None


def by_rep(goal: Aim, start: date, end: date) -> dict[int, Decimal]:
    """What each owner of deals won in [start, end) brought towards the goal."""
    return {pk: n for pk, n in _sums(goal, start, end, "owner") if n is not None}


def by_month(goal: Aim, months: Sequence[Period]) -> list[Decimal | None]:
    """What the company reached of the goal in each month; None is unknown."""
    if is_all_revenue(goal):
        found = kpis.facts.series(teams.facts.company_scope(), WON, months)
        return [one.value for one in found]
    days = dict(_sums(goal, months[0].start, months[-1].end, "closed_on"))
    if not days:
        return [None] * len(months)
    return [sum((n or Decimal(0) for d, n in days.items() if d in m), Decimal(0)) for m in months]


def _stored(months: Sequence[Period]) -> dict[Key, Before]:
    found: dict[Key, dict[str, Decimal]] = {}
    for (kind, pk, kpi), total in kpis.facts.totals([WON, QUOTA], months).items():
        key = ("", 0) if kind == "company" else (kind, pk)
        found.setdefault(key, {})[kpi] = total
    return {key: Before(one.get(WON), one.get(QUOTA)) for key, one in found.items()}


def _sums(goal: Aim, start: date, end: date, by: str) -> list[tuple[Any, Decimal | None]]:
    """Sums by a column of deals; empty where the measure is not known of deals."""
    deals = crm.facts.opportunities().filter(status="won", closed_on__gte=start, closed_on__lt=end)
    if goal.segment:
        deals = deals.filter(segment=goal.segment)
    rows = _counted(goal, deals.order_by(), by)
    return [] if rows is None else [(key, n and Decimal(n)) for key, n in rows]


def _counted(goal: Aim, deals: QuerySet[Any], by: str) -> QuerySet[Any] | None:
    if goal.measure == "units" or (goal.measure == "revenue" and goal.product_family):
        lines = crm.facts.lines().filter(opportunity__in=deals.values("pk"))
        if goal.product_family:
            lines = lines.filter(product__family=goal.product_family)
        # A product's part of the deal, in the base currency
        valued = F("amount") * F("opportunity__value") / NullIf("opportunity__amount", Decimal(0))
        counted = Sum("quantity") if goal.measure == "units" else Sum(valued)
        return lines.order_by().values_list(f"opportunity__{by}").annotate(n=counted)
    if goal.measure == "revenue":
        return deals.values_list(by).annotate(n=Sum("value"))
    if goal.measure == "new_customers" and not goal.product_family:
        return _new_customers(deals).values_list(by).annotate(n=Count("account", distinct=True))
    return None


def _new_customers(deals: QuerySet[Any]) -> QuerySet[Any]:
    """Of these deals those before which nothing was won from the account."""
    earlier = crm.facts.opportunities().filter(
        status="won", account=OuterRef("account"), closed_on__lt=OuterRef("closed_on")
    )
    return deals.filter(~Exists(earlier), account__isnull=False)
