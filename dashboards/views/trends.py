"""Any KPI of any scope over months, quarters or years, beside the year before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from dashboards import asked
from dashboards.facts import Question
from dashboards.facts.trend import LENGTHS, Trend, TrendPoint, last_period, trend
from dashboards.links import explain, scope_page
from kernel.registry import UnknownSlug
from kpis.core.metrics import METRICS
from teams.access import EVERYONE, requires
from teams.web import period_of, scope_of
from ui import exports, formats, links
from ui.charts import plot
from ui.components import Crumb, Tab
from ui.period_picker import PeriodPicker, short_title, title

# Round steps need no decimals: $8M, 20%.
_ON_AXIS: dict[str, plot.Format] = {"money": formats.money_round, "percent": formats.percent}


@dataclass(frozen=True, slots=True)
class Row:
    """A period in the table, ready to print."""

    period: str
    href: str
    value: str
    before: str
    change: str
    n: str
    interval: str


@requires(*EVERYONE)
def trends(request: HttpRequest) -> HttpResponseBase:
    """The chart with its table; every choice is in the address."""
    period = period_of(request)
    scope = scope_of(request, period, totals=True)
    ask = asked.question(request, scope, period)
    by = request.GET.get("by", "") if request.GET.get("by", "") in LENGTHS else "quarter"
    slug, metric = _metric(request)
    last = last_period(ask.calendar, period, by, ask.today)  # type: ignore[arg-type]
    found = trend(scope, slug, metric, ask.calendar, last)
    kind = request.GET.get("export", "")
    if kind in ("csv", "xlsx"):
        name = f"{slug} {scope.key} {by}"
        return exports.respond(kind, name, _heads(), _lines(found))
    context = _context(request, ask, found, by)
    part = "#trend" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"dashboards/trends.html{part}", context)


def _metric(request: HttpRequest) -> tuple[str, Any]:
    slug = request.GET.get("kpi", "won_value")
    try:
        return slug, METRICS[slug]
    except UnknownSlug as unknown:
        raise Http404(str(unknown)) from unknown


def _context(request: HttpRequest, ask: Question, found: Trend, by: str) -> dict[str, Any]:
    words = {"kpi": _(found.metric.label), "scope": ask.scope.name}
    compares = request.GET.get("vs", "year") != "none"
    return {
        "title": _("Trends"),
        "lede": _("%(kpi)s of %(scope)s, up to %(period)s.")
        % (words | {"period": title(found.points[-1].period)}),
        "crumbs": (*asked.crumbs(ask)[:-1], _scope_crumb(ask), Crumb(_("Trends"))),
        "tabs": asked.tabs(ask, "trends") if ask.scope.kind in ("company", "team") else (),
        "picker": PeriodPicker.of(request, ask.period, ask.calendar, compares=False),
        "freshness": asked.freshness(request),
        "plot": _plot(found, ask.today, compares=compares),
        "rows": [_row(found, point, ask.today) for point in found.points[::-1]],
        "compares": compares,
        "kpis": sorted(((s, _(m.label)) for s, m in METRICS.items()), key=lambda one: one[1]),
        "kpi": found.slug,
        "scopes": _scopes(ask),
        "scope": ask.scope,
        "by": _by_choices(request, by),
        "grain": by,
        "kept": [(k, request.GET[k]) for k in ("p", "by") if request.GET.get(k)],
        "foot": found.metric.formula and _(found.metric.formula),
        "explain": explain(found.slug, ask.scope, found.points[-1].period),
        "exports": asked.exports(ask),
    }


def _scope_crumb(ask: Question) -> Crumb:
    return Crumb(ask.scope.name, scope_page(ask.scope, ask.query))


def _by_choices(request: HttpRequest, by: str) -> list[Tab]:
    words = {"month": _("Months"), "quarter": _("Quarters"), "year": _("Years")}
    return [Tab(w, links.changed(request.GET, by=k), k == by) for k, w in words.items()]


def _scopes(ask: Question) -> list[tuple[str, str]]:
    """What one may choose, and what is asked for now."""
    found = asked.scopes(ask)
    if ask.scope.key not in {one.key for one in found}:
        found.append(ask.scope)
    return [(one.key, one.name) for one in found]


def _plot(found: Trend, today: date, *, compares: bool) -> plot.Plot:
    unit, label = found.metric.unit, _(found.metric.label)
    series = [plot.Series(label, [point.value for point in found.points])]
    if compares and any(point.before is not None for point in found.points):
        before = [point.before for point in found.points]
        series.append(plot.Series(_("Year before"), before, "c6", dashed=True))
    draw = plot.bars if unit in ("money", "count") else plot.lines
    return draw(
        "trend-chart",
        _spoken(found, label, today),
        categories=[short_title(point.period) for point in found.points],
        series=series,
        form=lambda value: formats.show(value, unit),
        axis=_ON_AXIS.get(unit),
    )


def _spoken(found: Trend, label: str, today: date) -> str:
    known = [point for point in found.points if point.value is not None]
    if not known:
        return _("%(kpi)s: nothing is known for these periods") % {"kpi": label}
    runs = today in known[-1].period
    start = known[-2] if runs and len(known) > 1 else known[0]
    words = {
        "kpi": label,
        "first": title(start.period),
        "last": title(known[-1].period),
        "from": formats.show(start.value, found.metric.unit),
        "to": formats.show(known[-1].value, found.metric.unit),
    }
    if runs:
        return _("%(kpi)s: %(to)s so far in %(last)s, %(from)s in %(first)s") % words
    return _("%(kpi)s from %(from)s in %(first)s to %(to)s in %(last)s") % words


def _row(found: Trend, point: TrendPoint, today: date) -> Row:
    """A sum of a period that still runs is not compared with a whole one."""
    unit = found.metric.unit
    low, high = point.found.low, point.found.high
    interval = {"low": formats.show(low, unit), "high": formats.show(high, unit)}
    name = title(point.period)
    return Row(
        _("%(period)s so far") % {"period": name} if today in point.period else name,
        explain(found.slug, found.scope, point.period),
        formats.show(point.value, unit),
        formats.show(point.before, unit),
        _change(found, point, today),
        formats.count(point.found.n),
        "" if low is None or high is None else _("%(low)s to %(high)s") % interval,
    )


def _change(found: Trend, point: TrendPoint, today: date) -> str:
    unit = found.metric.unit
    if today in point.period and unit in ("money", "count"):
        return ""
    if unit == "percent" and point.value is not None and point.before is not None:
        return formats.points(point.value - point.before)
    return formats.change(point.change)


def _heads() -> list[str]:
    return [
        _("Period"),
        _("From"),
        _("To (exclusive)"),
        _("Value"),
        _("Numerator"),
        _("Denominator"),
        _("Cases"),
        _("Low"),
        _("High"),
        _("Year before"),
    ]


def _lines(found: Trend) -> list[list[Any]]:
    unit = found.metric.unit
    return [
        [
            point.period.slug,
            point.period.start,
            point.period.end,
            exports.figure(point.value, unit),
            exports.figure(point.found.numerator, "number"),
            exports.figure(point.found.denominator, "number"),
            point.found.n,
            exports.figure(point.found.low, unit),
            exports.figure(point.found.high, unit),
            exports.figure(point.before, unit),
        ]
        for point in found.points
    ]
