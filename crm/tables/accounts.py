"""The account list."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.links import account_href
from crm.tables.columns import NameColumn, RepColumn, mirrored
from ui.tables import Column, MoneyColumn, NumberColumn, Table


class AccountTable(Table):
    """`open_value` and `won_value` are annotations: sums over the deals that the reader sees."""

    name = NameColumn(_("Account"), below="owner", url=account_href)
    owner = RepColumn(_("Owner"), accessor="owner__name", hide="p2")
    territory = Column(_("Territory"), accessor="territory__name", hide="p3")
    industry = Column(_("Industry"), hide="p3")
    open_value = MoneyColumn(_("Open"), orderable=False, export_head=_("Open amount"))
    won_value = MoneyColumn(_("Won"), orderable=False, export_head=_("Won amount"))
    number = Column(_("CRM id"), accessor="external_id", hide="p2", orderable=False)
    segment = Column(_("Segment"), hide="p3")
    country = Column(_("Country"), hide="p3")
    state = Column(_("State"), hide="p3")
    city = Column(_("City"), hide="p3")
    employees = NumberColumn(_("Employees"), hide="p3")
    website = Column(_("Website"), hide="p3", orderable=False)

    def order_employees(self, rows: QuerySet[Any], is_descending: bool) -> Any:
        return mirrored(rows, "employees", down=is_descending, natural_down=True)


HIDDEN = ("number", "segment", "country", "state", "city", "employees", "website")
INDEXED = frozenset({"name"})
