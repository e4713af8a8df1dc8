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


class RepColumn(Column):
    """A person, linked for those who see them."""

    def linked(self, text: Any, record: Any, table: Any) -> Any:
        request: Any = getattr(table, "request", None)
        href = rep_href(record.owner_id, request.access) if request else ""
        if not href:
            return text
        return format_html('<a href="{}{}">{}</a>', href, links.kept(request), text)
