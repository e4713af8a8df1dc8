"""Accounts that two models, or the CRM and the plan, put in different places."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.links import account_href
from ui.tables import Column, DayColumn, MoneyColumn, Table


def _account(row: Any) -> str:
    return account_href(row.account)


def _deal(row: Any) -> str:
    return reverse("crm:deal", args=[row.pk])


class MovedTable(Table):
    name = Column(_("Account"), accessor="account__name", url=_account)
    external_id = Column(_("CRM id"), accessor="account__external_id", hide="p3")
    owner = Column(_("Owner"), accessor="account__owner__name", hide="p2")
    was = Column(_("From"))
    goes = Column(_("To"))
    potential = MoneyColumn(_("Potential"), hide="p2")
    pipeline = MoneyColumn(_("Open pipeline"), hide="p2")


class OtherwiseTable(Table):
    """The first columns are what a CRM takes: its id, and what to set."""

    external_id = Column(_("CRM id"))
    name = Column(_("Account"), url=account_href)
    owner = Column(_("Owner"), accessor="owner__name")
    territory = Column(_("Territory"), accessor="territory__name")
    stated_owner = Column(_("Owner in the CRM"), accessor="stated_owner__name", hide="p2")
    stated_place = Column(_("Territory in the CRM"), hide="p2")


class DealsOtherwiseTable(Table):
    """The first columns are what a CRM takes: its id, and whose it is to be."""

    external_id = Column(_("CRM id"))
    name = Column(_("Deal"), url=_deal)
    goes_to = Column(_("Should belong to"), accessor="account__owner__name")
    owner = Column(_("Owner in the CRM"), accessor="owner__name")
    account = Column(_("Account"), accessor="account__name", url=_account, hide="p2")
    value = MoneyColumn(_("Value"), hide="p2")
    close_date = DayColumn(_("Closes"), hide="p2")
