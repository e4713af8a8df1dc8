"""An explanation as ready values for its template."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from kpis import words
from kpis.facts import ExplainRow, Explanation, Rows
from kpis.facts.explain import HalfName, listable
from kpis.printing import is_money
from ui import formats, links
from ui.components import Fact

HALVES: tuple[HalfName, ...] = ("numerator", "denominator")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    detail: str
    href: str
    day: str
    share: str
    amount: str


@dataclass(frozen=True, slots=True)
class Part:
    """One half: its words, number, and a page of its rows. `before` and `after` are addresses."""

    key: str
    words: str
    total: str
    lines: tuple[Line, ...]
    shown: str
    before: str
    after: str
    has_shares: bool


class Story:
    """What the template shows; `rows_shown` False leaves out rows that the reader may not see."""

    def __init__(self, told: Explanation, params: Any, *, rows_shown: bool) -> None:
        self.told, self.params, self.rows_shown = told, params, rows_shown

    @property
    def label(self) -> str:
        return words.label(self.told.metric)

    @property
    def figure(self) -> str:
        """The value at full precision; "" when unknown."""
        return formats.show(self.told.value.value, self.told.metric.unit, "exact")

    @property
    def formula(self) -> str:
        return words.formula(self.told.metric)

    @property
    def edges(self) -> str:
        return words.edges(self.told.metric)

    @property
    def note(self) -> str:
        return words.note(self.told.value.note)

    @property
    def facts(self) -> list[Fact]:
        value, metric = self.told.value, self.told.metric
        found = [Fact(_("As of"), formats.day_long(value.as_of))]
        if value.low is not None:
            low, high = (formats.show(v, metric.unit, "exact") for v in (value.low, value.high))
            found.append(Fact(_("Range"), _("%(low)s to %(high)s") % {"low": low, "high": high}))
        if value.n is not None:
            n = ngettext("%(n)s case", "%(n)s cases", value.n) % {"n": formats.count(value.n)}
            found.append(Fact(_("Rests on"), n))
        found.append(Fact(_("Better"), words.better(metric)))
        if value.run_id:
            found.append(Fact(_("Calculated by run"), str(value.run_id)))
        return found

    @cached_property
    def parts(self) -> list[Part]:
        halves = [half for half in HALVES if self.told.half(half)]
        listed = [half for half in halves if self.rows_shown and self._is_listed(half)]
        if not listed:
            return [self._part(half, None) for half in halves]
        found = self.told.pages({half: self._offset(half) for half in listed}, PAGE)
        return [self._part(half, found.get(half)) for half in halves]

    def exports(self) -> list[tuple[str, str]]:
        """Format and address of the downloads."""
        return [(kind.upper(), links.changed(self.params, export=kind)) for kind in ("csv", "xlsx")]

    def _is_listed(self, half: HalfName) -> bool:
        told = self.told.half(half)
        return told is not None and listable(told)

    def _offset(self, half: HalfName) -> int:
        return (self._page(half) - 1) * PAGE

    def _part(self, half: HalfName, rows: Rows | None) -> Part:
        told = self.told.half(half)
        assert told
        money = is_money(told.measures)
        total = _amount(self.told.total(half), money)
        offset = self._offset(half)
        if rows is None:
            return Part(half, gettext(told.words), total, (), "", "", "", has_shares=False)
        shared = any(row.share not in (None, 1) for row in rows)
        return Part(
            half,
            gettext(told.words),
            total,
            tuple(_line(row, money, links_kept(self.params)) for row in rows),
            _shown(offset, len(rows), rows.count),
            self._address(half, -1) if offset else "",
            self._address(half, 1) if offset + len(rows) < rows.count else "",
            has_shares=shared,
        )

    def _page(self, half: str) -> int:
        text = self.params.get(half, "1")
        return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1

    def _address(self, half: str, step: int) -> str:
        return links.changed(self.params, **{half: self._page(half) + step})


def links_kept(params: Mapping[str, str]) -> str:
    """The period, for links to other pages."""
    period = params.get("p", "")
    return f"?p={period}" if period else ""


def _line(row: ExplainRow, money: bool, query: str) -> Line:
    href = reverse(row.url, args=[row.id]) + query if row.url else ""
    share = "" if row.share is None or row.share == 1 else formats.percent(row.share, 1)
    return Line(
        row.label or str(row.id),
        row.detail,
        href,
        formats.day_long(row.day),
        share,
        _amount(row.amount, money),
    )


def _amount(number: Decimal | None, money: bool) -> str:
    if number is None:
        return ""
    if money:
        return formats.amount(number)
    return formats.count(number, 0 if number == number.to_integral_value() else 2)


def _shown(offset: int, here: int, count: int) -> str:
    """1–50 of 739."""
    if not count:
        return _("No rows")
    return _("%(first)s–%(last)s of %(total)s") % {
        "first": formats.count(offset + 1),
        "last": formats.count(offset + here),
        "total": formats.count(count),
    }
