"""How many accounts each territory of a model holds, and what they could be worth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from territories.models import Alignment, Placement, PlannedTerritory, TerritoryModel


@dataclass(frozen=True, slots=True)
class Size:
    """`potential` in the base currency, a year; None while no account says it."""

    accounts: int = 0
    potential: Decimal | None = None

    def __add__(self, other: "Size") -> "Size":
        told = [one.potential for one in (self, other) if one.potential is not None]
        return Size(self.accounts + other.accounts, sum(told, Decimal(0)) if told else None)


def sizes(model: TerritoryModel, day: date) -> dict[int | None, Size]:
    """By territory, without those below; under None what no territory claims. A model in force (or
    over) as it was on the day, the others as their rules say today."""
    if model.active is None:
        rows: QuerySet = Placement.objects.filter(model=model, role__owns_accounts=True)
        return {place: Size(n, worth) for place, n, worth in _counted(rows)}
    known = PlannedTerritory.objects.filter(model=model, territory__isnull=False)
    planned = dict(known.values_list("territory_id", "pk"))
    rows = Alignment.objects.filter(valid__contains=day, role__owns_accounts=True)
    found: dict[int | None, Size] = {}
    for place, n, worth in _counted(rows):
        if place in planned:
            found[planned[place]] = Size(n, worth)
    return found


def _counted(rows: QuerySet) -> QuerySet:
    counted = rows.values("territory_id").annotate(n=Count("pk"), worth=Sum("account__potential"))
    return counted.order_by().values_list("territory_id", "n", "worth")


def rolled_up(own: dict[int | None, Size], parents: dict[int, int | None]) -> dict[int, Size]:
    """With everything below; parents come before their children in `parents`."""
    total = {pk: own.get(pk, Size()) for pk in parents}
    for pk in reversed(parents):
        if (parent := parents[pk]) is not None:
            total[parent] += total[pk]
    return total
