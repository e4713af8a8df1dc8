"""The accounts of a model as rows for a list, and how long such a list is."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

import crm.facts
from kernel.tree import Tree
from territories.models import Alignment, Placement, PlannedTerritory, TerritoryModel

MANY = 100_000  # beyond, lists are ordered and counted only as an index can do it


def accounts(model: TerritoryModel, day: date, access: Any = None) -> QuerySet[Any]:
    """Placements of a plan that is not in force yet; where accounts were on the day otherwise.

    Columns: account (with its owner), territory, level, of the role that owns accounts; only
    accounts that the reader sees. Only placements tell gaps and rivals.
    """
    if model.active is None:
        rows: QuerySet[Any] = Placement.objects.filter(model=model, role__owns_accounts=True)
    else:
        rows = Alignment.objects.filter(role__owns_accounts=True, valid__contains=day)
    if access is not None and not access.sees_all:
        rows = rows.filter(account__in=crm.facts.accounts(access).order_by().values("pk"))
    return rows.select_related("account__owner", "territory")


def named(text: str) -> QuerySet[Any]:
    """Ids of accounts whose name has words that begin so, or whose CRM id it is."""
    return crm.facts.accounts().named(text).order_by().values("pk")


def is_long() -> bool:
    return crm.facts.accounts_roughly() > MANY


def slugs_below(model_id: int, slug: str) -> list[str]:
    """A territory of the model and all below it, by short name; none for one that is not there."""
    rows = PlannedTerritory.objects.filter(model=model_id)
    tree = Tree(dict(rows.values_list("slug", "parent__slug")))
    return tree.below(slug) if slug in tree.parents else []
