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

    def of_reps(self, rows: Any, reps: list[int]) -> QuerySet[Any]:
        """Owned by one of them, or sold to by one of them."""
        return rows.filter(Q(owner__in=reps) | Exists(self._deals().of_reps(reps)))

    def having(self, rows: QuerySet[Any], _name: str, what: str) -> QuerySet[Any]:
        if what == "none":
            return rows.filter(~Exists(self._deals()))
        return rows.filter(Exists(self._deals().filter(status=what)))

    def _deals(self) -> Any:
        """The deals of the row's account that the reader sees."""
        return facts.opportunities(self.request.access).filter(account=OuterRef("pk")).order_by()
