"""The deals to put in order: what is wrong, what to do, what is at stake."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from operations import words
from operations.links import deal_href, plan_href
from operations.models.plans import State
from teams.access import LEADERS
from ui.paging import BoundedPaginator
from ui.tables import Column, DayColumn, MoneyColumn, Table


class NameColumn(Column):
    """The deal, with its account below where there is no room for a column."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        link = self.linked(value, record, table)
        if record.account is None:
            return link
        below = '{}<span class="cell-sub d-lg-none">{}</span>'
        return format_html(below, link, record.account.name)


class WrongColumn(Column):
    """A line for each rule that the deal breaks, with what its owner does about it."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        lines = ((words.label(slug), words.fix(slug)) for slug in value)
        line = '<span class="d-block">{} <span class="text-3 p2">{}</span></span>'
        return format_html_join("", line, lines)

    def value(self, value: Any, record: Any) -> str:
        return "; ".join(words.label(slug) for slug in value)


class FixColumn(Column):
    """The same for the sheet that somebody works through beside the CRM."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        return self.value(value, record)

    def value(self, value: Any, record: Any) -> str:
        return " ".join(words.fix(slug) for slug in value)


class PlanColumn(Column):
    """Whether the owner was asked what they plan; whoever leads may ask."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, empty_values=(), orderable=False, **options)

    def render(self, value: Any, record: Any, table: Any) -> Any:
        text = self.value(value, record)
        if not text and table.request.access.role in LEADERS:
            text = gettext("Ask")
        return format_html('<a href="{}">{}</a>', plan_href(record.pk), text) if text else ""

    def value(self, value: Any, record: Any) -> str:
        return str(State(value).label) if value else ""


class ToFixTable(Table):
    # How many rows there are, where the page knows it.
    known: int | None = None

    def paginate(self, **options: Any) -> None:
        super().paginate(**options | {"paginator_class": self._paginator})

    def _paginator(self, rows: Any, per_page: int, **options: Any) -> BoundedPaginator:
        pages = BoundedPaginator(rows, per_page, **options)
        if self.known is not None:
            pages.__dict__["found"] = self.known
        return pages

    name = NameColumn(_("Deal"), url=deal_href, orderable=False)
    account = Column(_("Account"), accessor="account__name", hide="p2", orderable=False)
    owner = Column(_("Owner"), accessor="owner__name", hide="p2", orderable=False)
    stage = Column(_("Stage"), accessor="stage__name", hide="p3", orderable=False)
    wrong = WrongColumn(_("What is wrong"), accessor="rules", orderable=False)
    at_stake = MoneyColumn(_("At stake"), export_head=_("At stake"))
    closing = DayColumn(_("Closes"), accessor="closing_on", hide="p2", orderable=False)
    plan = PlanColumn(_("Plan"), accessor="plan_state", hide="p2")
    fix = FixColumn(_("What to do"), accessor="rules", orderable=False)
    number = Column(_("CRM id"), accessor="external_id", hide="p3", orderable=False)

    def order_at_stake(self, rows: QuerySet[Any], is_descending: bool) -> Any:
        """As the index has it, in both directions; the value is always known."""
        value, deal = F("finding__value"), F("finding__deal")
        down, up = (value.desc(), deal.asc()), (value.asc(), deal.desc())
        return rows.order_by(*(down if is_descending else up)), True
