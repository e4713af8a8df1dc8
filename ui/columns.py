"""Columns of tables: numbers to the right, unknown stays empty, exports get the raw value.

A column says how it is shown (`render`) and what it is (`value`, for exports). `hide` is the width
below which it goes: p2 992 px, p3 1280 px, p4 1600 px; a phone keeps a name, a bar and a number.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ui import components, exports, formats


class Column(tables.Column):
    """Text. `url(record)` makes it a link that keeps the period."""

    css = ""
    exports = True

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        hide: str = "",
        css: str = "",
        url: Callable[[Any], str] | None = None,
        export_head: Any = "",
        **options: Any,
    ):
        classes = " ".join(part for part in (self.css, css, hide) if part)
        options.setdefault("attrs", {"cell": {"class": classes}} if classes else {})
        super().__init__(verbose_name, **options)
        self.url, self.export_head = url, export_head

    def render(self, value: Any, record: Any, table: Any) -> Any:
        return self.linked(self.shown(value), record, table)

    def shown(self, value: Any) -> Any:
        return value

    def linked(self, text: Any, record: Any, table: Any) -> Any:
        href = self.url(record) if self.url and text not in ("", None) else ""
        if not href:
            return text
        return format_html('<a href="{}{}">{}</a>', href, getattr(table, "kept", ""), text)

    def value(self, value: Any, record: Any) -> Any:
        return value


class NumberColumn(Column):
    css = "num"
    initial_sort_descending = True

    def __init__(self, *args: Any, digits: int = 0, **options: Any):
        options.setdefault("initial_sort_descending", True)
        super().__init__(*args, **options)
        self.digits = digits

    def shown(self, value: Any) -> str:
        return formats.count(value, self.digits)

    def value(self, value: Any, record: Any) -> Any:
        return exports.figure(value, "number")


class MoneyColumn(NumberColumn):
    """`style`: thousands (the head says the unit: `Booked $k`), compact or exact.

    `currency` is an attribute of the record, for exact amounts in their own currency.
    """

    def __init__(self, *args: Any, style: str = "thousands", currency: str = "", **options: Any):
        super().__init__(*args, **options)
        self.style, self.currency = style, currency

    @property
    def header(self) -> Any:
        name = super().header
        if name and self.style == "thousands":
            return f"{name} {formats.money_unit()}"
        return name

    def render(self, value: Any, record: Any, table: Any) -> Any:
        code = self._code(record)
        write = {
            "thousands": lambda: formats.thousands(value),
            "compact": lambda: formats.money(value, code),
            "exact": lambda: formats.money_exact(value, code),
        }
        return self.linked(write[self.style](), record, table)

    def value(self, value: Any, record: Any) -> Any:
        return exports.figure(value, "money", self._code(record))

    def _code(self, record: Any) -> Any:
        return tables.A(self.currency).resolve(record) if self.currency else None


class PercentColumn(NumberColumn):
    def shown(self, value: Any) -> str:
        return formats.percent(value, self.digits)


class PointsColumn(NumberColumn):
    def shown(self, value: Any) -> str:
        return formats.points(value)


class TimesColumn(NumberColumn):
    def shown(self, value: Any) -> str:
        return formats.times(value)


class DayColumn(Column):
    """16 Jun; ISO in exports."""

    css = "num"

    def shown(self, value: Any) -> str:
        return formats.day(value)


class MomentColumn(Column):
    css = "num"

    def shown(self, value: Any) -> str:
        return formats.moment(value)


class ComponentColumn(Column):
    """A component made from the record: `make(record)` gives a Status, Tag, Person or a drawing.

    Exports get the words of a status or tag; a drawing is not exported.
    """

    def __init__(
        self,
        verbose_name: Any = None,
        *,
        make: Callable[[Any], Any],
        exports: bool = True,
        **options: Any,
    ):
        options.setdefault("empty_values", ())
        options.setdefault("orderable", False)
        super().__init__(verbose_name, **options)
        self.make, self.exports = make, exports

    def render(self, value: Any, record: Any, table: Any) -> Any:
        return drawn(self.make(record))

    def value(self, value: Any, record: Any) -> Any:
        thing = self.make(record)
        for name in ("word", "text", "name"):
            if hasattr(thing, name):
                return str(getattr(thing, name))
        return ""


_TEMPLATES = {components.Status: "status", components.Tag: "tag", components.Person: "person"}


def drawn(thing: Any) -> SafeString | str:
    """A component as markup, outside of a template."""
    name = _TEMPLATES.get(type(thing))
    if name:
        return _drawn(name, thing, get_language())
    return "" if thing is None else thing


@lru_cache(maxsize=512)
def _drawn(name: str, thing: Any, _language: str | None) -> SafeString:
    """A column says few different things in very many rows, so each is drawn once a language."""
    from django.template.loader import render_to_string  # templates need loaded apps

    return render_to_string(f"ui/{name}.html", {name: thing})
