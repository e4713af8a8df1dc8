"""Narrowing the account list."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from crm import facts
from crm.filters import choices
from crm.filters.narrowing import Narrowing, select

HAS = [
    ("open", _("With open deals")),
    ("won", _("With won deals")),
    ("none", _("Without deals")),
]


class AccountFilters(Narrowing):
    scope = select(_("Team"), _("All teams"), method="in_scope")
    territory = select(_("Territory"), _("All territories"), method="in_territory")
    has = select(_("Deals"), _("With and without deals"), choices=HAS, method="having")

    rare = ("territory",)
    offered = {
        "scope": choices.scopes,
        "territory": lambda _access, _asked: choices.territories(),
    }

    def having(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        """Who sees all looks into each account; others start from the deals that they see."""
        access = self.request.access
        deals = facts.opportunities(access, each=False).order_by()
        if what != "none":
            deals = deals.filter(status=what)
        if access.rep_ids is None:
            found: Any = Exists(deals.filter(account=OuterRef("pk")))
        else:
            found = Q(pk__in=deals.filter(account__isnull=False).values("account"))
        return rows.filter(~found if what == "none" else found)
