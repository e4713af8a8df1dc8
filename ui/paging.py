"""Paging that never counts a whole table: beyond a limit it says "10,000+"."""

from functools import cached_property
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tables2.data import TableQuerysetData

from ui import formats

LIMIT = 10_000


class BoundedPaginator(Paginator):
    """Counts up to `most` rows (LIMIT), unless the number is `known`; the pages end there, and a
    filter leads further."""

    def __init__(
        self, *args: Any, most: int | None = None, known: int | None = None, **options: Any
    ):
        super().__init__(*args, **options)
        self.most, self.known = most or LIMIT, known

    @cached_property
    def found(self) -> int:
        if self.known is not None:
            return self.known
        rows = self.object_list
        data = getattr(getattr(rows, "data", rows), "data", rows)
        if isinstance(data, QuerySet):
            return data.order_by()[: self.most + 1].count()
        return len(data)

    @property
    def capped(self) -> bool:
        return self.found > self.most

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)

    def total(self) -> str:
        """1,126 or 10,000+."""
        return formats.count(self.count) + ("+" if self.capped else "")

    def validate_number(self, number: Any) -> int:
        """The nearest page, for a number that is none."""
        try:
            return super().validate_number(number)
        except PageNotAnInteger:
            return 1
        except EmptyPage:
            return 1 if int(number) < 1 else self.num_pages


class KeysFirst(TableQuerysetData):
    """Rows whose keys are sorted and cut before anything else is joined or worked out for them."""

    def __getitem__(self, key: Any) -> QuerySet[Any]:
        return self.data.filter(pk__in=self.data.select_related(None).values("pk")[key])


def line(page: Page) -> str:
    """1–50 of 1,126."""
    paginator = page.paginator
    total = (
        paginator.total()
        if isinstance(paginator, BoundedPaginator)
        else formats.count(paginator.count)
    )
    if not paginator.count:
        return _("Nothing")
    return _("%(first)s–%(last)s of %(total)s") % {
        "first": formats.count(page.start_index()),
        "last": formats.count(page.end_index()),
        "total": total,
    }


def numbers(page: Page) -> list[int | None]:
    """First, last and the neighbours of the page; None is a gap."""
    last, here = page.paginator.num_pages, page.number
    wanted = sorted({1, last, *(n for n in range(here - 1, here + 2) if 1 <= n <= last)})
    found: list[int | None] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before > 1:
            found.append(None)
        found.append(number)
    return found
