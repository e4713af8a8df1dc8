"""Columns that deals and accounts share, and the order that one index serves both ways."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.html import format_html

from crm.links import rep_href
from ui import links
from ui.tables import Column


def mirrored(
    rows: QuerySet[Any], name: str, *, down: bool, natural_down: bool
) -> tuple[QuerySet[Any], bool]:
    """Ordered by a column that may be unknown: unknown last in its natural direction.

    The other direction is the exact mirror, unknown first: so one index serves both.
    """
    last = {"nulls_last": True} if down == natural_down else {"nulls_first": True}
    term = F(name).desc(**last) if down else F(name).asc(**last)
    return rows.order_by(term, "-pk" if down else "pk"), True


class NameColumn(Column):
    """A linked name, with a second line where the screen is too narrow for its column."""

    def __init__(self, *args: Any, below: str, **options: Any):
        super().__init__(*args, **options)
        self.below = below

    def render(self, value: Any, record: Any, table: Any) -> Any:
        link = self.linked(value, record, table)
        second = getattr(getattr(record, self.below), "name", "")
        if not second:
            return link
        return format_html('{}<span class="cell-sub d-lg-none">{}</span>', link, second)


class QuietColumn(Column):
    """A link that looks like text: the name in front of it is the row's own link."""

    def linked(self, text: Any, record: Any, table: Any) -> Any:
        href = self.href(record, getattr(table, "request", None))
        if not href or text in ("", None):
            return text
        query = links.kept(table.request) if getattr(table, "request", None) else ""
        return format_html('<a class="text-reset" href="{}{}">{}</a>', href, query, text)

    def href(self, record: Any, request: Any) -> str:
        return self.url(record) if self.url else ""


class RepColumn(QuietColumn):
    """A person, linked for those who see them."""

    def href(self, record: Any, request: Any) -> str:
        return rep_href(record.owner_id, request.access) if request else ""
