"""The tables of deals: what moved, what slipped, what is different."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.core.warnings import OFTEN_PUSHED
from forecasting import words
from forecasting.links import deal_href, plan_href, rep_href
from ui.components import Tag
from ui.tables import Column, DayColumn, MoneyColumn, NumberColumn, Table, drawn


class NameColumn(Column):
    """The deal, with its account below where there is no room for a column."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        link = self.linked(value, record, table)
        if record.account is None:
            return link
        below = '{}<span class="cell-sub d-lg-none">{}</span>'
        return format_html(below, link, record.account.name)


class OwnerColumn(Column):
    """A person, linked for those who see them."""

    def linked(self, text: Any, record: Any, table: Any) -> Any:
        request = getattr(table, "request", None)
        href = rep_href(record.owner_id, request.access) if request else ""
        if not href:
            return text
        return format_html('<a class="text-reset" href="{}{}">{}</a>', href, table.kept, text)


class PushesColumn(NumberColumn):
    """How often the close date went to a later month; often is worth a word."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        number = self.shown(value)
        if value < OFTEN_PUSHED:
            return number
        return format_html("{} {}", number, drawn(Tag(_("often"), "warn")))


class PlanColumn(Column):
    """The way to what the owner plans, on a page of the app above."""

    exports = False

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, orderable=False, url=plan_href, **options)

    def shown(self, value: Any) -> Any:
        return _("Plan")


class MovedTable(Table):
    """Behind a bar: what each deal adds to it."""

    name = NameColumn(gettext_lazy("Deal"), url=deal_href)
    account = Column(gettext_lazy("Account"), accessor="account__name", hide="p2")
    owner = OwnerColumn(gettext_lazy("Owner"), accessor="owner__name", hide="p2")
    stage = Column(
        gettext_lazy("Stage"), accessor="stage__name", order_by="stage__order", hide="p3"
    )
    moved = MoneyColumn(gettext_lazy("Value"), style="exact")
    moved_on = DayColumn(gettext_lazy("On"), hide="p2")
    closing = DayColumn(gettext_lazy("Closes"), accessor="closing_on", hide="p2")
    number = Column(gettext_lazy("CRM id"), accessor="external_id", hide="p3")


class SlippedTable(Table):
    """Deals that left the period and have not come back."""

    name = NameColumn(gettext_lazy("Deal"), url=deal_href)
    account = Column(gettext_lazy("Account"), accessor="account__name", hide="p2")
    owner = OwnerColumn(gettext_lazy("Owner"), accessor="owner__name", hide="p2")
    stage = Column(
        gettext_lazy("Stage"), accessor="stage__name", order_by="stage__order", hide="p3"
    )
    slipped = MoneyColumn(gettext_lazy("Amount"))
    first_date = DayColumn(gettext_lazy("First close date"), hide="p2")
    close_date = DayColumn(gettext_lazy("Now"))
    pushes = PushesColumn(gettext_lazy("Pushes"), hide="p2")
    plan = PlanColumn(gettext_lazy("Plan"), accessor="pk", hide="p2")
    number = Column(gettext_lazy("CRM id"), accessor="external_id", hide="p3")


class ChangesColumn(Column):
    """Every difference in a line: what it was, and what it is."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        lines = ((label, said) for label, said in words.differences(record))
        return format_html_join("", '<span class="d-block"><small>{}</small> {}</span>', lines)

    def value(self, value: Any, record: Any) -> str:
        return "; ".join(f"{label}: {said}" for label, said in words.differences(record))


class ChangesTable(Table):
    name = NameColumn(gettext_lazy("Deal"), url=deal_href)
    account = Column(gettext_lazy("Account"), accessor="account__name", hide="p2")
    owner = OwnerColumn(gettext_lazy("Owner"), accessor="owner__name", hide="p2")
    different = ChangesColumn(
        gettext_lazy("What changed"), accessor="name", orderable=False, empty_values=()
    )
    gained = MoneyColumn(gettext_lazy("Change in value"), style="exact", hide="p2")
    value = MoneyColumn(gettext_lazy("Amount"), hide="p2")
    closing = DayColumn(gettext_lazy("Closes"), accessor="closing_on", hide="p3")
    number = Column(gettext_lazy("CRM id"), accessor="external_id", hide="p3")


class FunnelTable(Table):
    """Behind a number of the funnel: deals at their value of today."""

    name = NameColumn(gettext_lazy("Deal"), url=deal_href)
    account = Column(gettext_lazy("Account"), accessor="account__name", hide="p2")
    owner = OwnerColumn(gettext_lazy("Owner"), accessor="owner__name", hide="p2")
    stage = Column(
        gettext_lazy("Stage"), accessor="stage__name", order_by="stage__order", hide="p3"
    )
    value = MoneyColumn(gettext_lazy("Value"), style="exact")
    created_on = DayColumn(gettext_lazy("Created"), hide="p2")
    closing = DayColumn(gettext_lazy("Closes"), accessor="closing_on", hide="p2")
    reason = Column(gettext_lazy("Lost because"), accessor="lost_reason", hide="p3")
    number = Column(gettext_lazy("CRM id"), accessor="external_id", hide="p3")
