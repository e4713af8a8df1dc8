"""The rows themselves: deals, accounts, activities and what hangs on them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value

from crm.models import Account, Activity, Contact, Line, Opportunity, Product, Split, Stage
from crm.models.querysets import AccountQuerySet, ActivityQuerySet, OpportunityQuerySet
from teams import facts as teams


@dataclass(frozen=True, slots=True)
class StageFact:
    """A step of the process; `chance` is None where nobody said it."""

    id: int
    slug: str
    name: str
    order: int
    kind: str
    qualifies: bool
    chance: Decimal | None


@dataclass(frozen=True, slots=True)
class Selectable:
    """A stage, or a territory within the one `above`, that a list can be narrowed to."""

    what: str
    id: int
    slug: str
    name: str
    order: int
    above: int | None


def opportunities(access: Any = None, *, each: bool | None = None) -> OpportunityQuerySet:
    """Deals. Columns: all of `Opportunity` except `row_hash`; `value` is in the base currency.

    `each`: True where few are looked at, False where all are needed, see `of_reps`.

    Narrow with `open()`, `overdue(day)`, `silent(day, days)`, `without_next_step(day)`,
    `closing_in(start, end)`, `of_reps(ids)`, `named(text)`.
    """
    return Opportunity.objects.defer("row_hash").visible_to(access, each=each)


def accounts(access: Any = None) -> AccountQuerySet:
    """Accounts by owner or by a visible deal. Columns: all of `Account`."""
    return Account.objects.visible_to(access)


def activities(access: Any = None) -> ActivityQuerySet:
    """Done and planned ones. Columns: all of `Activity`."""
    return Activity.objects.visible_to(access)


def contacts() -> QuerySet[Contact]:
    """People at accounts; whoever sees the account sees them."""
    return Contact.objects.all()


def lines() -> QuerySet[Line]:
    """What a deal is made of, in the deal's currency; with the product."""
    return Line.objects.select_related("product")


def products() -> QuerySet[Product]:
    """What is sold. Columns: id, external_id, name, family."""
    return Product.objects.defer("run")


def splits() -> QuerySet[Split]:
    """Who gets which part of a deal; `value` in the base currency; with the rep."""
    return Split.objects.select_related("rep")


def stages() -> list[StageFact]:
    """The sales process, in order."""
    return [
        StageFact(*row)
        for row in Stage.objects.values_list(
            "pk", "slug", "name", "order", "kind", "qualifies", "chance"
        )
    ]


def selectable() -> list[Selectable]:
    """Stages in their order, then territories by name; one question for every list that opens."""
    columns = ("what", "pk", "slug", "name", "place", "above")
    steps = Stage.objects.order_by().annotate(
        what=Value("stage"), place=F("order"), above=Value(None, output_field=BigIntegerField())
    )
    areas = (
        teams.territories()
        .order_by()
        .annotate(what=Value("territory"), place=Value(0), above=F("parent"))
    )
    rows = steps.values_list(*columns).union(areas.values_list(*columns), all=True).order_by()
    found = [Selectable(*row) for row in rows]
    return sorted(found, key=lambda one: (one.what, one.order, one.name.casefold()))
