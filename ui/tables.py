"""Tables: the house's markup, sorting by `?sort=`, rows for exports."""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from inspect import signature
from typing import Any

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django_tables2.rows import BoundRow

from ui import links
from ui.columns import (
    Column,
    ComponentColumn,
    DayColumn,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PercentColumn,
    PointsColumn,
    TimesColumn,
    drawn,
)

__all__ = [
    "Column",
    "ComponentColumn",
    "DayColumn",
    "MomentColumn",
    "MoneyColumn",
    "NumberColumn",
    "PercentColumn",
    "PointsColumn",
    "Table",
    "TimesColumn",
    "drawn",
]


class Table(tables.Table):
    """Base of all tables: the house's markup, `?sort=`, nothing for unknown values."""

    # Set by ListPage: the element that sorting and paging replace without a whole page.
    swaps = ""

    def __init__(self, data: Any, *, request: HttpRequest | None = None, **options: Any):
        options.setdefault("template_name", "django_tables2/bootstrap5.html")
        options.setdefault("default", "")
        options.setdefault("attrs", {"class": "table table-hover"} | dict(self._meta.attrs or {}))
        super().__init__(data, **options)
        # Not handed to the library, which would page and count by itself.
        self.request = request

    @cached_property
    def kept(self) -> str:
        """What links to other pages take along."""
        return links.kept(self.request) if self.request is not None else ""

    @property
    def has_links(self) -> bool:
        """A scrolling table without a link inside must itself take the keyboard focus."""
        return self.orderable or any(getattr(c.column, "url", None) for c in self.columns)

    def body(self) -> Iterator[SafeString]:
        """The rows as markup.

        What is the same for all cells of a column is worked out once, and cells are joined here
        and not by the template: a page of a hundred deals spends its time on the deals.
        """
        columns = [
            (f"<td {c.attrs['td'].as_html()}>", self._writer(c)) for c in self.columns.itervisible()
        ]
        for row in self.paginated_rows:
            cells = "".join(f"{start}{_escaped(write(row))}</td>" for start, write in columns)
            yield mark_safe(f"<tr {row.attrs.as_html()}>{cells}</tr>")  # noqa: S308 - escaped

    def export_heads(self) -> list[str]:
        return [
            str(getattr(c.column, "export_head", "") or capfirst(c.verbose_name))
            for c in self.exported()
        ]

    def exported(self) -> list[Any]:
        return [c for c in self.columns.itervisible() if getattr(c.column, "exports", True)]

    def export_row(self, record: Any) -> list[Any]:
        row = BoundRow(record, self)
        return [row.get_cell_value(c.name) for c in self.exported()]

    def _writer(self, bound: Any) -> Callable[[BoundRow], Any]:
        """How the cells of a column are written: straight where nothing special is declared."""
        kind: Any = type(bound.column)
        if bound.link or hasattr(self, f"render_{bound.name}") or not _is_plain(kind):
            return lambda row: row.get_cell(bound.name)
        if _has_choices(self.data.data, bound.accessor):
            return lambda row: row.get_cell(bound.name)
        column, accessor, default = bound.column, bound.accessor, bound.default

        def write(row: BoundRow) -> Any:
            value = accessor.resolve(row.record, quiet=True)
            if value in column.empty_values:
                return default
            return column.render(value=value, record=row.record, table=self)

        return write


def _escaped(content: Any) -> str:
    """As a template would print it."""
    return conditional_escape(content if isinstance(content, str) else localize(content))


@lru_cache(maxsize=128)
def _is_plain(kind: Any) -> bool:
    """Whether the column is ours and renders from value, record and table."""
    if not issubclass(kind, Column):
        return False
    return list(signature(kind.render).parameters) == ["self", "value", "record", "table"]


def _has_choices(data: Any, accessor: Any) -> bool:
    """Fields with choices show the words of the choice, which the library looks up."""
    model = getattr(data, "model", None)
    if model is None:
        return any(isinstance(row, Model) for row in data[:1])
    try:
        return bool(getattr(accessor.get_field(model), "choices", ()))
    except FieldDoesNotExist:
        return False
