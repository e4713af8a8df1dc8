"""The deal list: what a row shows, what the foot adds up, which columns an index can sort."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from crm.core.warnings import DealState, warnings
from crm.links import account_href, deal_href
from crm.tables.columns import NameColumn, QuietColumn, RepColumn, mirrored
from crm.words import warning, warning_status
from ui.tables import Column, DayColumn, MoneyColumn, NumberColumn, Table, drawn


def state_of(deal: Any) -> DealState:
    return DealState(
        is_open=deal.status == "open",
        created_on=deal.created_on,
        close_date=deal.close_date,
        last_activity_on=deal.last_activity_on,
        next_step_on=deal.next_step_on,
        pushes=deal.pushes,
        amount_known=deal.amount is not None,
    )


class WarnedColumn(Column):
    """The most urgent warning of a deal, in a word; nothing when all is well."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, empty_values=(), orderable=False, **options)

    def render(self, value: Any, record: Any, table: Any) -> Any:
        found = warnings(state_of(record), table.today)
        return drawn(warning_status(found[0])) if found else ""

    def value(self, value: Any, record: Any, table: Any = None) -> str:
        found = warnings(state_of(record), table.today)
        return warning(found[0]).short if found else ""


class DealTable(Table):
    # Set by the page: `foot` says under the columns what the listed deals are together.
    foot: Any = None
    today: Any = None

    def paginate(self, **options: Any) -> None:
        """The foot has counted already: not twice."""
        super().paginate(**options | {"paginator_class": self.foot.paginator})

    name = NameColumn(
        _("Deal"), below="account", url=deal_href, footer=lambda table: table.foot.count
    )
    account = QuietColumn(
        _("Account"),
        accessor="account__name",
        hide="p2",
        url=lambda deal: account_href(deal.account),
    )
    owner = RepColumn(_("Owner"), accessor="owner__name", hide="p2")
    stage = Column(_("Stage"), accessor="stage__name", order_by="stage__order", hide="p2")
    value = MoneyColumn(
        _("Amount"),
        export_head=_("Amount in base currency"),
        footer=lambda table: table.foot.value,
    )
    closing = DayColumn(_("Closes"), accessor="closing_on")
    warned = WarnedColumn(_("Look at"), hide="p3")
    created = DayColumn(_("Created"), accessor="created_on", hide="p3")
    number = Column(_("CRM id"), accessor="external_id", hide="p2", orderable=False)
    status = Column(_("Status"), accessor="get_status_display", hide="p2", orderable=False)
    territory = Column(_("Territory"), accessor="territory__name", hide="p3")
    amount = MoneyColumn(
        _("Amount as agreed"), style="exact", currency="currency", hide="p3", orderable=False
    )
    currency = Column(_("Currency"), hide="p3", orderable=False)
    pushes = NumberColumn(_("Pushes"), hide="p3")
    next_step = Column(_("Next step"), hide="p3", orderable=False)
    next_step_on = DayColumn(_("Next step on"), hide="p3")
    last_activity = DayColumn(_("Last activity"), accessor="last_activity_on", hide="p3")
    category = Column(_("Forecast category"), accessor="forecast_category", hide="p3")
    kind = Column(_("Type"), hide="p3")
    source = Column(_("Lead source"), hide="p3")
    segment = Column(_("Segment"), hide="p3")
    lost_reason = Column(_("Lost because"), hide="p3", orderable=False)

    def order_value(self, rows: QuerySet[Any], is_descending: bool) -> Any:
        return mirrored(rows, "value", down=is_descending, natural_down=True)

    def order_closing(self, rows: QuerySet[Any], is_descending: bool) -> Any:
        return mirrored(rows, "closing_on", down=is_descending, natural_down=False)


# What is off until somebody chooses it.
HIDDEN = (
    "created",
    "number",
    "status",
    "territory",
    "amount",
    "currency",
    "pushes",
    "next_step",
    "next_step_on",
    "last_activity",
    "category",
    "kind",
    "source",
    "segment",
    "lost_reason",
)
# What an index can put in order; the rest can be sorted while a company has few enough deals.
INDEXED = frozenset({"value", "closing", "created"})
