"""Two models beside each other: which accounts are elsewhere, and what each territory gains.

Territories are the same when their short names are; accounts are where the models' rules put them.
`pipeline` is the value of an account's open deals; money is in the company's base currency.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

import crm.facts
from territories.core.balance import Balance, measured
from territories.facts.models import TerritoryFact, day_of, holders, territories_of
from territories.models import Placement, TerritoryModel

MEASURES = ("accounts", "potential", "pipeline")


@dataclass(slots=True)
class Load:
    """What a set of accounts adds up to; unknown amounts count as nothing here."""

    accounts: int = 0
    potential: Decimal = Decimal(0)
    pipeline: Decimal = Decimal(0)

    def add(self, other: "Load") -> None:
        for name in MEASURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class Beside:
    """One territory in both models; `gained` and `lost` are what moves in and out."""

    slug: str
    name: str
    before: Load = field(default_factory=Load)
    after: Load = field(default_factory=Load)
    gained: Load = field(default_factory=Load)
    lost: Load = field(default_factory=Load)


@dataclass(frozen=True)
class Comparison:
    """`moved`: accounts that are elsewhere; `people`: whose accounts change, by name."""

    rows: list[Beside]
    total: Load
    moved: Load
    people: list[str]
    balance: dict[str, tuple[Balance, Balance]]


def compare(before: TerritoryModel, after: TerritoryModel, today: date) -> Comparison:
    """All that the page says; asked by sets, whatever the number of accounts."""
    old_ones, new_ones = territories_of(before.pk), territories_of(after.pk)
    names = {one.slug: one.name for one in (*old_ones, *new_ones)}
    rows = {slug: Beside(slug, name) for slug, name in names.items()}
    total, moved = Load(), Load()
    for old, new, load in _flows(before.pk, after.pk):
        total.add(load)
        if old in rows:
            rows[old].before.add(load)
        if new in rows:
            rows[new].after.add(load)
        if old == new:
            continue
        moved.add(load)
        if old in rows:
            rows[old].lost.add(load)
        if new in rows:
            rows[new].gained.add(load)
    found = [row for row in rows.values() if row.before.accounts or row.after.accounts]
    found.sort(key=lambda row: (-(row.gained.accounts + row.lost.accounts), row.name))
    touched = {row.slug for row in found if row.gained.accounts or row.lost.accounts}
    people = _people(before, old_ones, today, touched) | _people(after, new_ones, today, touched)
    return Comparison(found, total, moved, sorted(people), _balance(old_ones, new_ones, found))


# How much goes from each territory to each; the accounts of both models.
FLOWS = """
WITH pipeline AS (
    SELECT account_id, sum(value) AS value FROM crm_opportunity
    WHERE status = 'open' AND account_id IS NOT NULL GROUP BY 1
), old AS (
    SELECT p.account_id, t.slug FROM territories_placement p
    JOIN territories_salesrole r ON r.id = p.role_id AND r.owns_accounts
    LEFT JOIN territories_plannedterritory t ON t.id = p.territory_id WHERE p.model_id = %s
), new AS (
    SELECT p.account_id, t.slug FROM territories_placement p
    JOIN territories_salesrole r ON r.id = p.role_id AND r.owns_accounts
    LEFT JOIN territories_plannedterritory t ON t.id = p.territory_id WHERE p.model_id = %s
)
SELECT old.slug, new.slug, count(*), coalesce(sum(a.potential), 0), coalesce(sum(d.value), 0)
FROM old FULL JOIN new USING (account_id)
JOIN crm_account a ON a.id = account_id LEFT JOIN pipeline d USING (account_id)
GROUP BY 1, 2
"""


def _flows(before: int, after: int) -> Iterable[tuple[str | None, str | None, Load]]:
    with connection.cursor() as cursor:
        cursor.execute(FLOWS, [before, after])
        return [(old, new, Load(*load)) for old, new, *load in cursor.fetchall()]


def _people(
    model: TerritoryModel, places: list[TerritoryFact], today: date, touched: set[str]
) -> set[str]:
    """Who sits in territories that gain or lose accounts."""
    slugs = {one.id: one.slug for one in places}
    seats = holders(model.pk, day_of(model, today))
    return {s.name for pk, there in seats.items() if slugs[pk] in touched for s in there if s.name}


def _balance(
    before: list[TerritoryFact], after: list[TerritoryFact], rows: Sequence[Beside]
) -> dict[str, tuple[Balance, Balance]]:
    """By measure: over the territories that hold accounts, against their target shares."""
    found = {}
    for name in MEASURES:
        both = []
        for side, places in (("before", before), ("after", after)):
            shares = {one.slug: float(one.target) for one in places}
            loads = {
                row.slug: float(getattr(getattr(row, side), name))
                for row in rows
                if row.slug in shares
            }
            both.append(measured(loads, {slug: shares[slug] for slug in loads}))
        found[name] = (both[0], both[1])
    return found


def moved(before: TerritoryModel, after: TerritoryModel, access: Any = None) -> QuerySet[Placement]:
    """The accounts that are elsewhere. Columns: account, territory (after) of `Placement`;
    `was` (name before), `goes` (name after), `potential`, `pipeline`. Managers: of their people."""
    old = Placement.objects.filter(model=before, role=OuterRef("role"), account=OuterRef("account"))
    deals = crm.facts.opportunities().open().filter(account=OuterRef("account")).order_by()
    rows = (
        Placement.objects.filter(model=after, role__owns_accounts=True)
        .annotate(
            was_slug=Subquery(old.values("territory__slug")[:1]),
            was=Subquery(old.values("territory__name")[:1]),
            goes_slug=F("territory__slug"),
            goes=F("territory__name"),
            potential=F("account__potential"),
            pipeline=Subquery(deals.values("account").annotate(sum=Sum("value")).values("sum")),
        )
        .select_related("account", "account__owner")
    )
    same = Q(was_slug=F("goes_slug")) | Q(was_slug=None, goes_slug=None)
    if access is not None and access.rep_ids is not None:
        rows = rows.filter(account__owner__in=access.rep_ids)
    return rows.exclude(same)
