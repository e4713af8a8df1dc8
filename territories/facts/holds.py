"""Accounts and deals that stay with their owner for a while, and how much of a book that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, F, Func, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

import crm.facts
from territories.models import Hold

# A hold that ends so soon asks whether the account or deal can go.
SOON_DAYS = 14


def holds(access: Any) -> QuerySet[Hold]:
    """Columns: all of `Hold`, with what is held, whose and by whom; `starts` and `ends` (exclusive)
    of its days, `value` of the open deals held, in the company's currency. Of people whom one sees
    today."""
    open_deals = crm.facts.opportunities().open().order_by()
    of_account = open_deals.filter(account=OuterRef("account")).values("account")
    rows = Hold.objects.select_related("account", "deal__account", "rep", "by").annotate(
        starts=_edge("lower"),
        ends=_edge("upper"),
        name=Coalesce("account__name", "deal__name"),
        value=Coalesce("deal__value", of_account.annotate(sum=Sum("value")).values("sum")),
    )
    seen = access.rep_ids
    return rows if seen is None else rows.filter(rep__in=seen)


def _edge(name: str) -> Func:
    return Func(F("valid"), function=name, output_field=DateField())


def running(rows: QuerySet[Hold], day: date) -> QuerySet[Hold]:
    return rows.filter(valid__contains=day)


def ending(rows: QuerySet[Hold], day: date) -> QuerySet[Hold]:
    """Running ones that end within SOON_DAYS."""
    return running(rows, day).filter(valid__endswith__lte=day + timedelta(SOON_DAYS))


def overlapping(start: date, end: date, **thing: Any) -> Hold | None:
    """A hold of the account or deal on some of these days."""
    return Hold.objects.filter(valid__overlap=(start, end), **thing).select_related("rep").first()


@dataclass(frozen=True, slots=True)
class Soonest:
    """So many holds end soon, the first of them on `first`."""

    n: int
    first: date | None


def soonest(access: Any, day: date) -> Soonest:
    found = ending(holds(access), day).order_by().aggregate(n=Count("pk"), first=Min("ends"))
    return Soonest(found["n"], found["first"])


@dataclass(frozen=True, slots=True)
class Held:
    """Value of a person's open deals, in the company's currency, and the part that is held."""

    held: Decimal
    whole: Decimal

    @property
    def share(self) -> Decimal | None:
        return self.held / self.whole if self.whole else None


def held_of(rep_ids: Iterable[int], day: date) -> dict[int, Held]:
    """By person: their open deals, those held themselves or with their account. Deals without a
    value count for nothing; who has no open deal of known value is absent."""
    on_day = Hold.objects.filter(valid__contains=day)
    is_held = Q(Exists(on_day.filter(deal=OuterRef("pk")))) | Q(
        Exists(on_day.filter(account=OuterRef("account")))
    )
    deals = crm.facts.opportunities().open().filter(owner__in=list(rep_ids)).order_by()
    rows = deals.annotate(is_held=is_held).values("owner")
    sums = rows.annotate(whole=Sum("value"), held=Sum("value", filter=Q(is_held=True)))
    return {
        row["owner"]: Held(row["held"] or Decimal(0), row["whole"]) for row in sums if row["whole"]
    }


@dataclass(frozen=True, slots=True)
class Outcome:
    """Held deals that have closed since their hold began."""

    closed: int
    won: int


def outcome(access: Any) -> Outcome:
    """How deals ended that were held and whose hold is over or whose deal is closed."""
    rows = holds(access).filter(deal__closed_on__gte=_edge("lower")).order_by()
    found = rows.aggregate(
        closed=Count("deal", distinct=True),
        won=Count("deal", filter=Q(deal__status="won"), distinct=True),
    )
    return Outcome(**found)
