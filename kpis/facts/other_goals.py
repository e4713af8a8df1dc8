"""A person's goals besides all revenue: units, new customers, one family of products or segment.

What was reached is added up from the deals that the person owns, whole, on the days they closed:
these goals are few, so no measure is stored for them. It is kept until the next recompute. Margin
and recurring revenue are not in the data: unknown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from django.db.models.functions import NullIf

from crm import facts as crm
from kernel.periods import FiscalCalendar, Period
from kpis.facts.kept import kept
from quotas import facts as quotas
from quotas.facts import Aim, OtherQuota

CENTS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class OtherGoal:
    """Over one period; `reached` None: it cannot be known."""

    aim: Aim
    goal: Decimal
    reached: Decimal | None

    @property
    def attained(self) -> Decimal | None:
        return self.reached / self.goal if self.reached is not None and self.goal else None


def other_goals(rep_id: int, period: Period, calendar: FiscalCalendar) -> list[OtherGoal]:
    """In the order of the aims; one query where there is none."""
    promised = quotas.others(rep_id, period.start, period.end)
    by_aim: dict[Aim, list[OtherQuota]] = {}
    for one in promised:
        by_aim.setdefault(one.aim, []).append(one)
    if not by_aim:
        return []
    aims = sorted(by_aim, key=lambda aim: (aim.measure, aim.product_family, aim.segment))
    reached = kept(rep_id, period.slug, aims).get(
        "other goals", lambda: {aim: _total(_won(rep_id, aim, period)) for aim in aims}
    )
    return [OtherGoal(aim, in_force(by_aim[aim], period, calendar), reached[aim]) for aim in aims]


def in_force(promised: Iterable[OtherQuota], period: Period, calendar: FiscalCalendar) -> Decimal:
    """The part of each quota that falls on the period, by working days, as of all revenue."""
    return sum((_part(one, period, calendar) for one in promised), Decimal(0))


def _part(one: OtherQuota, period: Period, calendar: FiscalCalendar) -> Decimal:
    first, last = max(one.start, period.start), min(one.end, period.end)
    days = calendar.workdays_between(one.start, one.end)
    inside = calendar.workdays_between(first, last)
    if not days:
        days, inside = (one.end - one.start).days, (last - first).days
    return (one.amount * inside / days).quantize(CENTS)


def _total(rows: Sequence[Decimal | None] | None) -> Decimal | None:
    """Nothing was won: 0. What is not known of deals stays unknown."""
    return None if rows is None else sum((Decimal(n) for n in rows if n is not None), Decimal(0))


def _won(rep_id: int, aim: Aim, period: Period) -> list[Decimal | None] | None:
    """One number a deal or product; None where the measure is not known of deals."""
    deals = crm.opportunities().filter(
        owner=rep_id, status="won", closed_on__gte=period.start, closed_on__lt=period.end
    )
    if aim.segment:
        deals = deals.filter(segment=aim.segment)
    rows = _counted(aim, deals.order_by())
    return None if rows is None else list(rows)


def _counted(aim: Aim, deals: QuerySet[Any]) -> QuerySet[Any] | None:
    if aim.measure == "units" or (aim.measure == "revenue" and aim.product_family):
        lines = crm.lines().filter(opportunity__in=deals.values("pk")).order_by()
        if aim.product_family:
            lines = lines.filter(product__family=aim.product_family)
        # A product's part of the deal, in the base currency
        valued = F("amount") * F("opportunity__value") / NullIf("opportunity__amount", Decimal(0))
        counted = Sum("quantity") if aim.measure == "units" else Sum(valued)
        return lines.values("product").annotate(n=counted).values_list("n", flat=True)
    if aim.measure == "revenue":
        return deals.values("segment").annotate(n=Sum("value")).values_list("n", flat=True)
    if aim.measure == "new_customers" and not aim.product_family:
        earlier = crm.opportunities().filter(
            status="won", account=OuterRef("account"), closed_on__lt=OuterRef("closed_on")
        )
        first = deals.filter(~Exists(earlier), account__isnull=False)
        accounts = Count("account", distinct=True)
        return first.values("owner").annotate(n=accounts).values_list("n", flat=True)
    return None
