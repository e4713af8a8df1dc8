"""What won deals bring towards a goal, added up by the database from whole deals of their owner.

Of a measure that is counted line by line, a line's amount is taken over into the base currency as
the deal's was. Margin: amount − quantity × unit cost. Recurring revenue: that of a year, amount
× 12 ÷ the term in months, of products that are recurring. One part that is not known (a line
without unit cost, a product of which nobody said whether it is recurring, a recurring one in a deal
without term, a deal without lines) makes the sum unknown: the rest of it would look like the whole.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import NullIf

import crm.facts


class Aim(Protocol):
    """What is counted: a goal of a plan, or what a quota is of."""

    @property
    def measure(self) -> str: ...
    @property
    def product_family(self) -> str: ...
    @property
    def segment(self) -> str: ...


MONEY = DecimalField(max_digits=19, decimal_places=4)
NOTHING = Decimal(0)
COST = F("lines__quantity") * F("lines__unit_cost")
MARGIN = ExpressionWrapper(
    (F("lines__amount") - COST) * F("value") / NullIf("amount", NOTHING), MONEY
)
A_YEAR = ExpressionWrapper(
    F("lines__amount") * F("value") * 12 / (F("term_months") * NullIf("amount", NOTHING)), MONEY
)
RECURRING = Case(
    When(lines__product__recurring=False, then=Value(NOTHING)),
    When(lines__product__recurring=True, term_months__gt=0, then=A_YEAR),
    output_field=MONEY,
)
PARTS = {"margin": MARGIN, "recurring": RECURRING}


def is_told(goal: Aim) -> bool:
    """Whether deals tell what was reached of it: a customer is new as a whole, of no family."""
    return goal.measure != "new_customers" or not goal.product_family


def sums(goal: Aim, start: date, end: date, *by: str) -> list[tuple[Any, ...]]:
    """(columns of the deal …, amount) of deals won in [start, end); empty where deals tell nothing.
    None is unknown."""
    if not is_told(goal):
        return []
    rows = _of(goal, _won(goal, start, end)).order_by()
    if goal.measure in PARTS:
        part = PARTS[goal.measure]
        found = rows.annotate(part=part).values_list(*by).annotate(n=Sum("part"), gaps=_gaps())
        return [(*row[:-2], None if row[-1] else _exact(row[-2])) for row in found]
    return [(*row[:-1], _exact(row[-1])) for row in _plain(goal, rows, by)]


def unknown(goal: Aim, start: date, end: date) -> int:
    """How many deals won in [start, end) leave the sum unknown."""
    if goal.measure not in PARTS:
        return 0
    rows = _of(goal, _won(goal, start, end)).order_by().annotate(part=PARTS[goal.measure])
    return rows.filter(part=None).aggregate(n=Count("pk", distinct=True))["n"]


def _won(goal: Aim, start: date, end: date) -> QuerySet[Any]:
    deals = crm.facts.opportunities().filter(status="won", closed_on__gte=start, closed_on__lt=end)
    return deals.filter(segment=goal.segment) if goal.segment else deals


def _of(goal: Aim, deals: QuerySet[Any]) -> QuerySet[Any]:
    """A row for each line of the family where one is named; units are in lines alone."""
    if goal.product_family:
        return deals.filter(lines__product__family=goal.product_family)
    return deals.filter(lines__isnull=False) if goal.measure == "units" else deals


def _plain(goal: Aim, deals: QuerySet[Any], by: tuple[str, ...]) -> QuerySet[Any]:
    if goal.measure == "new_customers":
        return _new(deals).values_list(*by).annotate(n=Count("account", distinct=True))
    if goal.measure == "units":
        return deals.values_list(*by).annotate(n=Sum("lines__quantity"))
    if goal.product_family:
        valued = F("lines__amount") * F("value") / NullIf("amount", NOTHING)
        return deals.values_list(*by).annotate(n=Sum(valued))
    return deals.values_list(*by).annotate(n=Sum("value"))


def _gaps() -> Count:
    return Count("pk", filter=Q(part=None))


def _new(deals: QuerySet[Any]) -> QuerySet[Any]:
    """Of these deals those before which nothing was won from the account."""
    earlier = crm.facts.opportunities().filter(
        status="won", account=OuterRef("account"), closed_on__lt=OuterRef("closed_on")
    )
    return deals.filter(~Exists(earlier), account__isnull=False)


def _exact(amount: Any) -> Decimal | None:
    return None if amount is None else Decimal(amount)
