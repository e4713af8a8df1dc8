"""The table of a comparison, fair and raw."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dashboards import compare_words as words
from kpis.core.fair.ranking import Place
from ui import formats, tables


@dataclass(frozen=True, slots=True)
class Row:
    """One person; numbers are raw (for sorting and files), drawings are made when they are printed.

    `tick`: whether there is anybody to put them beside; `opens`: whether the reader may open their
    page.
    """

    pk: int
    name: str
    team: str
    picked: bool
    tick: bool
    opens: bool
    unit: str
    rank: int | None
    place: Place
    value: float | None
    low: float | None
    high: float | None
    raw: float | None
    reliability: float | None
    cases: float | None
    consistency: float | None
    index: float | None = None
    top: float | None = None
    bottom: float | None = None
    bar: Callable[[], Any] = str
    history: Callable[[], Any] = str


class FigureColumn(tables.NumberColumn):
    """A number in the unit of the row's KPI."""

    def render(self, value: Any, record: Any, table: Any) -> Any:
        return self.linked(formats.show(value, record.unit), record, table)


class RankColumn(tables.Column):
    """3 of 12, or why there is no rank."""

    def render(self, value: Any, record: Any, table: Any) -> str:
        return words.place(record.place)

    def value(self, value: Any, record: Any) -> str:
        return words.place(record.place)


def _tick(row: Row) -> Any:
    if not row.tick:
        return ""
    return format_html(
        '<input class="form-check-input" type="checkbox" form="pick" name="with" value="{}" '
        'aria-label="{}"{}>',
        row.pk,
        gettext("Compare %(name)s") % {"name": row.name},
        " checked" if row.picked else "",
    )


def _part(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)()


def _page(row: Row) -> str:
    return reverse("dashboards:rep", args=[row.pk]) if row.opens else ""


class People(tables.Table):
    pick = tables.ComponentColumn("", make=_tick, exports=False)
    name = tables.Column(_("Rep"), url=_page)
    team = tables.Column(_("Team"), hide="p3")

    class Meta:
        row_attrs = {"class": lambda record: "on" if record.picked else None}


class FairTable(People):
    rank = RankColumn(_("Rank"), hide="p2", empty_values=())
    bar = tables.ComponentColumn(_("Range, 95%"), make=_part("bar"), exports=False)
    value = FigureColumn(_("Fair"))
    raw = FigureColumn(_("Raw"), hide="p2")
    low = FigureColumn(_("Low"), hide="p4")
    high = FigureColumn(_("High"), hide="p4")
    reliability = tables.PercentColumn(_("Reliability"), hide="p2")
    index = tables.NumberColumn(_("Adjusted index"), hide="p4", digits=2)
    top = tables.PercentColumn(_("Top third"), hide="p4")
    bottom = tables.PercentColumn(_("Bottom third"), hide="p4")
    cases = tables.NumberColumn(_("Cases"), hide="p3")
    consistency = tables.NumberColumn(_("Consistency"), hide="p3", digits=2)
    history = tables.ComponentColumn(
        _("8 periods"), make=_part("history"), hide="p3", exports=False
    )

    class Meta(People.Meta):
        pass


class RawTable(People):
    bar = tables.ComponentColumn(_("Against peers, 95%"), make=_part("bar"), exports=False)
    raw = FigureColumn(_("Raw"))
    low = FigureColumn(_("Low"), hide="p4")
    high = FigureColumn(_("High"), hide="p4")
    cases = tables.NumberColumn(_("Cases"), hide="p2")
    consistency = tables.NumberColumn(_("Consistency"), hide="p3", digits=2)
    history = tables.ComponentColumn(
        _("8 periods"), make=_part("history"), hide="p3", exports=False
    )

    class Meta(People.Meta):
        pass
