"""Accounts with their territory, by what they came there, and what they could be worth."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ui.tables import Column, MoneyColumn, Table

HIDDEN = ("city", "segment")
INDEXED = frozenset({"account"})  # as an index has them in order


def why_href(row: Any) -> str:
    """The page that says why the account is there."""
    href = reverse("territories:why", args=[row.account_id])
    return f"{href}?model={row.model_id}" if row.model_id else href


class AccountTable(Table):
    account = Column(_("Account"), accessor="account__name", url=why_href)
    territory = Column(_("Territory"), accessor="territory__name")
    level = Column(_("By"), hide="p2")
    owner = Column(_("Owner"), accessor="account__owner__name", hide="p2")
    industry = Column(_("Industry"), accessor="account__industry", hide="p3")
    segment = Column(_("Segment"), accessor="account__segment", hide="p3")
    country = Column(_("Country"), accessor="account__country", hide="p2")
    state = Column(_("State"), accessor="account__state", hide="p3")
    city = Column(_("City"), accessor="account__city", hide="p3")
    potential = MoneyColumn(_("Potential"), accessor="account__potential")
