"""The one generic page: a table with filters, search, sort, columns, saved views and exports.

A list page declares what differs:

    class DealList(ListPage):
        name = "crm:deals"            # URL name; also the key of saved views
        title = _("Deals")
        table = DealTable             # ui.tables.Table
        filters = DealFilters         # ui.filters.Filters, optional
        order = "-value"              # default sort
        hidden = ("segment",)         # columns that are off until chosen

        def rows(self, request): return facts.deals(request.access, period_of(request))
        def search(self, rows, text): return rows.filter(name__icontains=text)
        def frame(self, request): return {"crumbs": …, "picker": …, "lede": …}

    deals = requires(*EVERYONE)(DealList.as_view())

State lives in the URL: `q` search, `sort`, `page`, `cols`, `export`, the filters' own names; every
other parameter (`p`, `vs`, `scope`) is kept. htmx asks the same address and gets the list alone.
Rows are a queryset, or a list of dicts or dataclasses that is already narrowed.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ui import exports, links, ordering, paging, saved_views
from ui.components import Action, Empty, Tab
from ui.filters import Filters
from ui.tables import Table

EXPORTS = ("csv", "xlsx")
# Parameters that the filter form must carry along although they are no filters.
CARRIED = ("p", "vs", "scope", "sort", "cols", "view")
CHUNK = 2000
# The list alone; a template that extends the page has no parts of its own.
PART = "ui/list_page.html#list"


class ListPage:
    name: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    table: ClassVar[type[Table]]
    filters: ClassVar[type[Filters] | None] = None
    order: ClassVar[str] = ""
    hidden: ClassVar[tuple[str, ...]] = ()
    per_page: ClassVar[int] = 50
    # For rows that are dear to join: their keys are sorted and cut first, see `paging.KeysFirst`.
    keys_first: ClassVar[bool] = False
    # Rows that are counted and paged at most; None: as many as `paging` says.
    most: int | None = None
    template: ClassVar[str] = "ui/list_page.html"
    search_label: ClassVar[Any] = gettext_lazy("Search in this list")
    empty: ClassVar[Empty | None] = None

    # What a page declares ----------------------------------------------------------------------

    def rows(self, request: HttpRequest) -> Any:
        """The rows this person may see in this period, unordered."""
        raise NotImplementedError

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        """Lede, crumbs, tabs, picker, actions."""
        return {}

    def known(self) -> int | None:
        """How many rows there are in all, where the page knows: then they are not counted."""
        return None

    # A page without search leaves this as it is.
    search: ClassVar[Callable[..., Any] | None] = None

    # What it does ------------------------------------------------------------------------------

    @classmethod
    def as_view(cls, **changes: Any) -> Callable[..., HttpResponseBase]:
        """A view function; arguments of the address become attributes of the page."""

        def view(request: HttpRequest, **arguments: Any) -> HttpResponseBase:
            page = cls()
            page.__dict__.update(changes | arguments)
            return page.respond(request)

        view.__doc__, view.__name__ = cls.__doc__, cls.__name__
        view.list_page = cls  # type: ignore[attr-defined]
        return view

    def respond(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            saved_views.act(request, self.name)
            return HttpResponseRedirect(request.get_full_path())
        part, views = _wants_part(request), self._views(request)
        default = next((v for v in views or () if v.is_default), None)
        if default and not part and not request.GET:
            opened = QueryDict(default.query, mutable=True)
            opened["view"] = default.name
            return HttpResponseRedirect(f"{request.path}?{opened.urlencode()}")
        rows, chosen = self._narrowed(request)
        if (kind := request.GET.get("export")) in EXPORTS:
            return self._export(request, kind, rows)
        context = self._context(request, rows, chosen) | {"saved_views": views, "is_part": part}
        response = render(request, PART if part else self.template, context)
        if part:
            response["HX-Push-Url"] = links.tidy(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    # Inside ------------------------------------------------------------------------------------

    def _narrowed(self, request: HttpRequest) -> tuple[Any, Filters | None]:
        rows = self.rows(request)
        chosen = self.filters(request.GET, queryset=rows, request=request) if self.filters else None
        if chosen is not None:
            rows = chosen.qs
        text = request.GET.get("q", "").strip()
        return (self.search(rows, text) if text and self.search else rows), chosen

    def _table(self, request: HttpRequest, rows: Any) -> Table:
        """The table with the asked columns and a total order."""
        table = self.table(
            paging.KeysFirst(rows) if self.keys_first else rows,
            order_by=self._sort(request),
            exclude=self._excluded(request),
            request=request,
        )
        if isinstance(table.data.data, QuerySet):
            table.data.data = ordering.ordered(table.data.data)
        else:
            names = [n for alias in table.order_by for n in _accessors(table, alias)]
            table.data.data = ordering.ordered_list(rows, names)
        return table

    def _sort(self, request: HttpRequest) -> list[str]:
        known = {n for n, c in self.table.base_columns.items() if c.orderable is not False}
        asked = [s for s in request.GET.get("sort", "").split(",") if s.lstrip("-") in known]
        return asked or ([self.order] if self.order else [])

    def _excluded(self, request: HttpRequest) -> list[str]:
        names = list(self.table.base_columns)
        asked = {c for part in request.GET.getlist("cols") for c in part.split(",")} & set(names)
        shown = asked | {names[0]} if asked else set(names) - set(self.hidden)
        return [n for n in names if n not in shown]

    def _export(self, request: HttpRequest, kind: str, rows: Any) -> HttpResponseBase:
        table = self._table(request, rows)

        def lines() -> Iterator[list[Any]]:
            data = table.data.data
            records = data.iterator(CHUNK) if isinstance(data, QuerySet) else data
            for record in records:
                yield table.export_row(record)

        return exports.respond(kind, str(self.title), table.export_heads(), lines())

    def _context(self, request: HttpRequest, rows: Any, chosen: Filters | None) -> dict[str, Any]:
        table, active = self._table(request, rows), self._active(request, chosen)
        table.swaps = "#list"
        table.paginate(
            page=_whole(request.GET.get("page")),
            per_page=self.per_page,
            paginator_class=partial(
                paging.BoundedPaginator,
                most=self.most,
                known=None if active else self.known(),
            ),
        )
        carried = [(n, v) for n in CARRIED for v in request.GET.getlist(n) if v]
        return {
            "title": self.title,
            "table": table,
            "filters": chosen,
            "searchable": self.search is not None,
            "search_label": self.search_label,
            "q": request.GET.get("q", ""),
            "active": active,
            "clear": self._clear(request, chosen),
            "empty": self._empty(request, active, chosen),
            "carried": carried,
            "columns": self._columns(request),
            "exports": [(k, links.changed(request.GET, export=k)) for k in EXPORTS],
            "found": paging.line(table.page),
            "view_name": request.GET.get("view", ""),
            **self.frame(request),
        }

    def _clear(self, request: HttpRequest, chosen: Filters | None) -> str:
        names = ["q", *(chosen.form.fields if chosen is not None else ())]
        return _stay(links.changed(request.GET, **dict.fromkeys(names)))

    def _active(self, request: HttpRequest, chosen: Filters | None) -> list[Tab]:
        found = chosen.active() if chosen is not None else []
        if text := request.GET.get("q", "").strip():
            word = _("Search: %(text)s") % {"text": text}
            found.insert(0, Tab(word, links.changed(request.GET, q=None)))
        return [Tab(tab.text, _stay(tab.href)) for tab in found]

    def _empty(self, request: HttpRequest, active: list[Tab], chosen: Filters | None) -> Empty:
        if not active:
            return self.empty or Empty(_("Nothing here yet"), icon="inbox")
        clear = self._clear(request, chosen)
        words = "; ".join(str(tab.text) for tab in active)
        return Empty(_("Nothing matches"), words, actions=(Action(_("Clear filters"), clear),))

    def _columns(self, request: HttpRequest) -> list[tuple[str, str, bool, bool]]:
        """For the chooser: name, head, whether shown, whether it always is."""
        off = set(self._excluded(request))
        names = self.table.base_columns.items()
        first = next(iter(self.table.base_columns))
        return [(n, str(c.verbose_name or n), n not in off, n == first) for n, c in names]

    def _views(self, request: HttpRequest) -> list[saved_views.SavedView] | None:
        """None where nobody keeps views: then there is no menu for them."""
        store = saved_views.store()
        if store is None or not self.name:
            return None
        return [saved_views.SavedView(*row) for row in store.list(request.user, self.name)]


def _accessors(table: Table, alias: str) -> list[str]:
    """The attributes behind a sorted column, with the direction of the sort."""
    bound = table.columns[alias.lstrip("-")]
    names = [str(name) for name in (bound.column.order_by or (bound.accessor,))]
    return [f"-{name}" if alias.startswith("-") else name for name in names]


def _stay(query: str) -> str:
    """A bare address opens the default view; this one shows the whole list."""
    return query if query != "?" else "?view="


def _wants_part(request: HttpRequest) -> bool:
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def _whole(text: str | None) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 9 else 1
