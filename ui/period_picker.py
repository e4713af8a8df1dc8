"""The period in the URL (`?p=2026-Q2`, compared with `&vs=`) and the picker that writes it.

Plain links in the company's fiscal calendar; the arrows step by the same kind; every other
parameter is kept. A period that can't be read falls back to the current quarter.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from kernel.periods import FiscalCalendar, Kind, Period
from ui import formats, links
from ui.components import Link, Tab


def chosen(
    request: HttpRequest, calendar: FiscalCalendar, today: date, kind: Kind = "quarter"
) -> Period:
    """The period that the URL names, or the current one of a kind."""
    try:
        return calendar.parse(request.GET["p"])
    except (KeyError, ValueError, OverflowError):
        return calendar.of(kind, today)


def compared(request: HttpRequest, calendar: FiscalCalendar, period: Period) -> Period | None:
    """The period to compare with: `year` (default), `previous` or `none` in the URL."""
    against = request.GET.get("vs", "year")
    if against == "none":
        return None
    return calendar.previous(period) if against == "previous" else calendar.year_before(period)


def title(period: Period) -> str:
    """Q2 FY26, June 2026, FY26, 30 May – 29 Aug 2026."""
    if period.kind == "quarter":
        return f"{_quarter(period)} {_year(period)}"
    if period.kind == "month":
        return formats._date(period.middle, "MMMM y")
    return _year(period) if period.kind == "year" else span(period)


def short_title(period: Period) -> str:
    """A label for an axis or a column: Q2 FY26, Jun 26, FY26."""
    return formats._date(period.middle, "MMM yy") if period.kind == "month" else title(period)


def span(period: Period) -> str:
    """The calendar months or days behind it: May–Jul 2026, Nov 2026 – Jan 2027."""
    last = period.end - timedelta(1)
    if period.kind == "range":
        return f"{formats._date(period.start, 'd MMM y')} – {formats._date(last, 'd MMM y')}"
    first, final = _month_near(period.start), last - timedelta(9)
    if first.year == final.year:
        return f"{formats._date(first, 'MMM')}–{formats._date(final, 'MMM y')}"
    return f"{formats._date(first, 'MMM y')} – {formats._date(final, 'MMM y')}"


def week_of(period: Period, today: date) -> str:
    """Week 7 of 13; "" outside the period."""
    if today not in period:
        return ""
    week, weeks = (today - period.start).days // 7 + 1, -(-period.days // 7)
    if period.kind == "quarter":
        weeks = min(weeks, 14 if period.days > 92 else 13)
    return _("Week %(week)s of %(weeks)s") % {"week": min(week, weeks), "weeks": weeks}


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell of the picker."""

    text: str
    href: str
    current: bool = False
    label: str = ""


@dataclass(frozen=True)
class PeriodPicker:
    period: Period
    calendar: FiscalCalendar
    params: QueryDict
    compares: bool = True

    @classmethod
    def of(
        cls,
        request: HttpRequest,
        period: Period,
        calendar: FiscalCalendar,
        *,
        compares: bool = True,
    ) -> "PeriodPicker":
        return cls(period, calendar, request.GET, compares)

    @property
    def title(self) -> str:
        return title(self.period)

    @property
    def span(self) -> str:
        return "" if self.period.kind in ("month", "range") else span(self.period)

    @property
    def previous(self) -> Choice:
        return self._choice(self.calendar.previous(self.period))

    @property
    def next(self) -> Choice:
        return self._choice(self.calendar.next(self.period))

    @property
    def year(self) -> Choice:
        return self._choice(self._shown_year)

    @property
    def year_span(self) -> str:
        return span(self._shown_year)

    @property
    def year_before(self) -> Choice:
        return self._choice(self.calendar.previous(self._shown_year))

    @property
    def year_after(self) -> Choice:
        return self._choice(self.calendar.next(self._shown_year))

    @property
    def columns(self) -> list[tuple[Choice, list[Choice]]]:
        """The quarters of the year, each with its months."""
        months = self.calendar.months(self._shown_year.start, self._shown_year.end)
        return [
            (
                self._choice(self.calendar.quarter_of(three[0].middle)),
                [self._choice(month) for month in three],
            )
            for three in (months[n : n + 3] for n in range(0, 12, 3))
        ]

    @property
    def comparisons(self) -> list[Tab]:
        now = self.params.get("vs", "year")
        words = {"year": _("Last year"), "previous": _("Period before"), "none": _("Nothing")}
        return [
            Tab(word, links.changed(self.params, vs=key), key == now) for key, word in words.items()
        ]

    @property
    def today(self) -> Link:
        """Back to the current period: the URL without `p`."""
        return Link(_("Current period"), links.changed(self.params, p=None))

    @property
    def _shown_year(self) -> Period:
        return self.calendar.year_of(self.period.start)

    def _choice(self, period: Period) -> Choice:
        text = {
            "quarter": lambda: _quarter(period),
            "month": lambda: formats.month_name(period.middle),
            "year": lambda: _year(period),
            "range": lambda: span(period),
        }[period.kind]()
        href = links.changed(self.params, p=period.slug)
        return Choice(text, href, period == self.period, title(period))


def _quarter(period: Period) -> str:
    return _("Q%(number)s") % {"number": period.number}


def _year(period: Period) -> str:
    return _("FY%(year)s") % {"year": f"{period.year % 100:02d}"}


def _month_near(day: date) -> date:
    """In a 4-4-5 calendar a month may start some days early: the month most of its days lie in."""
    return day + timedelta(9)
