"""The two lists: deals and accounts. Their time does not depend on how many there are."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, OuterRef, QuerySet, Sum
from django.db.models.expressions import Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm import facts
from crm.filters.accounts import AccountFilters
from crm.filters.deals import DealFilters
from crm.filters.narrowing import Narrowing
from crm.tables import accounts as account_table
from crm.tables import deals as deal_table
from teams import facts as teams
from teams.access import EVERYONE, requires
from ui import formats, paging
from ui.components import Empty
from ui.pages import ListPage
from ui.tables import Table

# Up to so many rows any column can be sorted; beyond, only those that an index has in order.
SORTS_ALL = 100_000
# So many rows are counted, added up and paged where there are more than that: to find ten times as
# many takes ten times as long, most of all where few rows match.
MOST_OF_MANY = 1_000


class SizedList(ListPage):
    """A list that may be millions of rows long."""

    per_page = 50
    indexed: ClassVar[frozenset[str]] = frozenset()
    roughly: ClassVar[Callable[[], int]]

    @property
    def most(self) -> int | None:  # type: ignore[override]
        return MOST_OF_MANY if self._is_long else None

    def search(self, rows: Any, text: str) -> Any:
        return rows.named(text)

    def _sort(self, request: HttpRequest) -> list[str]:
        asked = super()._sort(request)
        if not self._is_long:
            return asked
        return [name for name in asked if name.lstrip("-") in self.indexed] or [self.order]

    def _table(self, request: HttpRequest, rows: Any) -> Table:
        table = super()._table(request, rows)
        if self._is_long:
            for name, column in table.columns.items():
                column.column.orderable = name in self.indexed
        return table

    @cached_property
    def _is_long(self) -> bool:
        return type(self).roughly() > SORTS_ALL

    def _context(self, request: HttpRequest, rows: Any, chosen: Narrowing | None) -> dict[str, Any]:
        """A parameter that is a filter here is not carried along beside itself."""
        context = super()._context(request, rows, chosen)
        fields = chosen.form.fields if chosen is not None else {}
        context["carried"] = [pair for pair in context["carried"] if pair[0] not in fields]
        return context


class Foot:
    """What the listed deals are together; counted and added up as far as the list pages."""

    def __init__(self, rows: QuerySet[Any], most: int | None = None):
        self.rows, self.most = rows, most or paging.LIMIT

    @cached_property
    def sums(self) -> dict[str, Any]:
        bounded = self.rows.order_by()[: self.most + 1]
        return bounded.aggregate(n=Count("pk"), known=Count("value"), value=Sum("value"))

    def paginator(self, rows: Any, per_page: int, **options: Any) -> paging.BoundedPaginator:
        """Pages over rows that are counted here."""
        pages = paging.BoundedPaginator(rows, per_page, most=self.most, **options)
        pages.__dict__["found"] = self.sums["n"]
        return pages

    @property
    def count(self) -> str:
        n, unknown = self.sums["n"], self.sums["n"] - self.sums["known"]
        if n > self.most:
            return _("More than %(n)s deals: narrow the list to add them up") % {
                "n": formats.count(self.most)
            }
        said = ngettext("%(n)s deal", "%(n)s deals", n) % {"n": formats.count(n)}
        if not unknown:
            return said
        return _("%(deals)s, %(n)s without amount") % {"deals": said, "n": formats.count(unknown)}

    @property
    def value(self) -> str:
        return "" if self.sums["n"] > self.most else formats.thousands(self.sums["value"])


class DealList(SizedList):
    """Deals that somebody sees, open ones first to close first unless asked otherwise."""

    name = "crm:deals"
    title = gettext_lazy("Deals")
    table = deal_table.DealTable
    filters = DealFilters
    order = "closing"
    hidden = deal_table.HIDDEN
    indexed = deal_table.INDEXED
    roughly = staticmethod(facts.deals_roughly)
    search_label = gettext_lazy("Deal name or CRM id")

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        text = _("Deals come with the import of CRM data. Closed ones have their own status.")
        return Empty(_("No open deals"), text, "inbox")

    def rows(self, request: HttpRequest) -> Any:
        deals = facts.opportunities(request.access)  # type: ignore[attr-defined]
        return deals.select_related("account", "owner", "stage", "territory")

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        lede = _(
            "Open deals stand on their expected close date, closed ones on the day they closed. "
            "Amounts are whole deals, also where the credit is shared."
        )
        return {"lede": lede}

    def _table(self, request: HttpRequest, rows: Any) -> Table:
        table = super()._table(request, rows)
        table.foot, table.today = Foot(rows, self.most), teams.today()
        return table


class AccountList(SizedList):
    """Accounts that somebody owns or sells to, with the sums of the deals that the reader sees."""

    name = "crm:accounts"
    title = gettext_lazy("Accounts")
    table = account_table.AccountTable
    filters = AccountFilters
    order = "name"
    hidden = account_table.HIDDEN
    indexed = account_table.INDEXED
    roughly = staticmethod(facts.accounts_roughly)
    search_label = gettext_lazy("Account name or CRM id")

    @property
    def empty(self) -> Empty:  # type: ignore[override]
        return Empty(_("No accounts"), _("Accounts come with the import of CRM data."), "inbox")

    def rows(self, request: HttpRequest) -> Any:
        access = request.access  # type: ignore[attr-defined]
        deals = facts.opportunities(access, each=True).filter(account=OuterRef("pk")).order_by()

        def total(status: str) -> Subquery:
            sums = deals.filter(status=status).values("account").annotate(total=Sum("value"))
            return Subquery(sums.values("total"))

        accounts = facts.accounts(access).select_related("owner", "territory")
        return accounts.annotate(open_value=total("open"), won_value=total("won"))

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        return {"lede": _("Open and won amounts are of the deals that you see, of all time.")}


deals = requires(*EVERYONE)(DealList.as_view())
accounts = requires(*EVERYONE)(AccountList.as_view())
