"""Narrowing the account list."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from crm import facts
from crm.filters import choices
from crm.filters.narrowing import Narrowing, select
from crm.models.querysets import FEW, any_of

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
        "scope": lambda self, asked: choices.scopes(self.request.access, asked),
        "territory": lambda self, _asked: choices.territories(self.named),
    }

    def having(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        """By the deals that the reader sees.

        Those of a few people are gathered first, the others looked up account by account.
        """
        ids = self.request.access.rep_ids
        if what == "none":
            return self._without_deals(rows, ids)
        deals = facts.opportunities().order_by().filter(status=what)
        if ids is None:
            return rows.filter(Exists(deals.filter(account=OuterRef("pk"))))
        if len(ids) > FEW:
            here = deals.filter(account=OuterRef("pk")).of_reps(ids, each=True)
            return rows.filter(any_of(here))
        return rows.filter(
            pk__in=deals.of_reps(ids).filter(account__isnull=False).values("account")
        )

    def _without_deals(self, rows: QuerySet[Any], ids: Any) -> QuerySet[Any]:
        """Who sees an account without seeing a deal of it, sees it by its owner."""
        for people in (ids, self.asked_reps):
            rows = rows if people is None else rows.filter(owner__in=sorted(people))
        deals = facts.opportunities().order_by().filter(account=OuterRef("pk"))
        if ids is None:
            return rows.filter(~Exists(deals))
        return rows.exclude(any_of(deals.of_reps(ids, each=True)))
