"""The books of people before and after a plan."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ui.tables import Column, MoneyColumn, NumberColumn, Table


def _href(row: Any) -> str:
    return reverse("territories:book_of", args=[row.model_id, row.rep_id])


class BookTable(Table):
    rep = Column(_("Person"), accessor="rep__name", url=_href)
    accounts_before = NumberColumn(_("Accounts before"), hide="p2")
    accounts_after = NumberColumn(_("Accounts after"))
    potential_before = MoneyColumn(_("Potential before"), hide="p3")
    potential_after = MoneyColumn(_("Potential after"), hide="p3")
    workload_before = NumberColumn(_("Hours a month before"), hide="p3")
    workload_after = NumberColumn(_("Hours a month after"), hide="p3")
    pipeline_before = MoneyColumn(_("Open pipeline before"), hide="p2")
    pipeline_after = MoneyColumn(_("Open pipeline after"))
