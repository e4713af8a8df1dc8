"""The parts of the comparison page, ready to print."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

import teams.facts
from dashboards import asked
from dashboards import compare_words as words
from dashboards.beside import beside, history
from dashboards.compare_charts import charts
from dashboards.facts.comparison import MOST_BESIDE, Compared
from dashboards.links import explain
from dashboards.tables.compare import Row
from kpis.core.fair.methods import METHODS, raw_range
from kpis.core.metrics import METRICS
from kpis.facts.fair import Person
from teams.core.scope import Scope
from ui import formats, links
from ui.charts import svg
from ui.components import Key, Tab, Todo

# Of each quadrant of steadiness; everybody is in the table.
NAMED = 10
# The value with its range
type Shown = tuple[float | None, float | None, float | None]


def picked(request: HttpRequest) -> tuple[int, ...]:
    """The people ticked: `with=1&with=2` or `with=1,2`."""
    texts = [one for part in request.GET.getlist("with") for one in part.split(",")]
    found = [int(one) for one in texts if one.isdecimal() and len(one) < 19]
    return tuple(dict.fromkeys(found))


def rows(page: Compared, *, fair: bool) -> list[Row]:
    """Those of the group whom the reader sees, by name."""
    names = {team.id: team.name for team in teams.facts.team_facts()}
    span = _span(page, fair=fair)
    on = {one.id for one in page.beside}
    return [_row(page, one, names, span, one.id in on, fair=fair) for one in page.shown]


def _row(
    page: Compared,
    one: Person,
    teams_by_id: dict[int, str],
    span: tuple[float, float],
    on: bool,
    *,
    fair: bool,
) -> Row:
    found, metric = page.found.people[one.id], METRICS[page.kpi]
    estimate = found.estimate
    low, high = (estimate.low, estimate.high) if estimate else (None, None)
    value = estimate.value if estimate else None
    if not fair:
        low, high = raw_range(page.kpi, page.figures[one.id].figure(page.kpi)) or (None, None)
    shown = (value if fair else found.raw, low, high)
    steady = page.steady.get(one.id)
    return Row(
        pk=one.id,
        name=one.name,
        team=teams_by_id.get(one.team_ids[-1], "") if one.team_ids else "",
        picked=on,
        tick=not page.is_own or page.shows_names,
        opens=page.may_open(one),
        unit=metric.unit,
        rank=found.place.rank,
        place=found.place,
        value=value,
        low=low,
        high=high,
        raw=found.raw,
        reliability=estimate.reliability if estimate else None,
        cases=page.figures[one.id].figure(page.kpi).n,
        consistency=steady.score if steady else None,
        index=found.index,
        top=found.thirds.top,
        bottom=found.thirds.bottom,
        bar=partial(_bar, page, one.name, shown, span),
        history=partial(history, page, one, 68, 20),
    )


def _bar(page: Compared, name: str, shown: Shown, span: tuple[float, float]) -> svg.Interval:
    metric = METRICS[page.kpi]
    label = words.spoken(name, _(metric.label), *shown, metric.unit)
    value, low, high = shown
    return svg.Interval(low, value, high, *span, label, page.found.middle)


def _span(page: Compared, *, fair: bool) -> tuple[float, float]:
    """The common axis: everybody's ranges, or values as they are."""
    people = page.found.people.values()
    known = [p.raw for p in people if p.raw is not None]
    estimates = [p.estimate for p in people if p.estimate] if fair else []
    if estimates:
        known = [v for e in estimates for v in (e.low, e.high)]
    elif not fair:
        ranges = [raw_range(page.kpi, one.figure(page.kpi)) for one in page.peers]
        known += [v for found in ranges if found for v in found]
    return (min(known), max(known)) if known else (0.0, 1.0)


def context(page: Compared, request: HttpRequest, *, fair: bool) -> dict[str, Any]:
    """What the template needs beside the table."""
    ask = page.ask
    return {
        "fair": fair,
        "views": [
            Tab(_("Fair"), links.changed(request.GET, **{"as": None}), fair),
            Tab(_("Raw"), links.changed(request.GET, **{"as": "raw"}), not fair),
        ],
        "kpis": [(slug, _(METRICS[slug].label), slug == page.kpi) for slug in METHODS],
        "scopes": _scopes(page),
        "groups": _groups(page),
        "tenures": [] if page.is_own else words.tenures(page.tenure),
        "kept": _kept(request, "kpi", "scope", "peers", "tenure", "page", "export", "with"),
        "kept_pick": _kept(request, "with", "page", "export"),
        "finding": words.finding(page.found, fair=fair),
        "ranking": words.ranking(page.found) if fair else "",
        "adjusted": words.adjusted(page.found) if fair else "",
        "explain": explain(page.kpi, ask.scope, ask.period),
        "strip": strip(page, fair=fair),
        "strip_keys": (Key(_("One rep"), "kd"), Key(_("Middle half"), "kb")),
        "beside": beside(page, fair=fair),
        "charts": charts(page, fair=fair),
        "unlike": words.unlike(page),
        "too_many": len(page.picked) > MOST_BESIDE,
        "most": MOST_BESIDE,
        "weakest": [] if page.is_own else _weakest(page),
        "consistency": _consistency(page),
        "inequality": words.inequality(page.inequality),
        "picks": not page.is_own or page.shows_names,
    }


def strip(page: Compared, *, fair: bool) -> svg.Strip:
    """All peers as dots; named are only picked people, whom the reader sees."""
    names = {one.id: one.name for one in page.beside}
    if page.is_own and page.me:
        names[page.me.id] = page.me.name
    people = page.found.people.items()
    if fair:
        values = {who: p.estimate.value for who, p in people if p.estimate}
    else:
        values = {who: p.raw for who, p in people if p.raw is not None}
    dots = [svg.Dot(value, names.get(who, "")) for who, value in sorted(values.items())]
    half = page.found.fair_strip if fair else page.found.raw_strip
    start, end = (min(values.values()), max(values.values())) if values else (0.0, 1.0)
    unit = METRICS[page.kpi].unit
    ticks = [(v, formats.show(v, unit)) for v in _ticks(start, end)] if values else []
    return svg.Strip(
        dots,
        start,
        end,
        words.finding(page.found, fair=fair),
        half and half.low,
        half and half.high,
        page.found.middle,
        _("Peers") if page.found.middle is not None else "",
        ticks,
    )


def _ticks(start: float, end: float) -> list[float]:
    """Both ends and the middle; one where all are alike."""
    return [start, (start + end) / 2, end] if end > start else [start]


def _kept(request: HttpRequest, *without: str) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.GET.lists()
        if name not in without
        for value in values
        if value
    ]


def _scopes(page: Compared) -> list[tuple[str, str, bool]]:
    """One's own page has no choice."""
    found = [] if page.is_own else asked.scopes(page.ask)
    return [(one.key, one.name or one.key, one.key == page.ask.scope.key) for one in found]


def _groups(page: Compared) -> list[tuple[str, str, bool]]:
    """Roles and segments, as people write them, where there is more than one."""
    if len(page.groups) < 2:
        return []
    written = {page.group_of[one.id]: (one.title, one.segment) for one in page.seen}
    return [
        (group.key, f"{words.group(*written[group])} ({formats.count(n)})", group == page.group)
        for group, n in page.groups
    ]


def _weakest(page: Compared) -> list[Todo]:
    names = {one.id: one for one in page.shown}
    return [
        Todo(
            names[link.person].name,
            explain("attainment", _rep(names[link.person]), page.ask.period),
            formats.points(link.gap),
            words.cause(link.cause),
            "warn",
        )
        for link in page.weakest
    ]


def _rep(one: Person) -> Scope:
    return Scope("rep", one.id, one.external_id, one.name)


def _consistency(page: Compared) -> list[tuple[str, list[tuple[str, str]], str]]:
    """The four quadrants with the first people in them whom the reader sees, and how many more."""
    known = [(one.name, page.steady[one.id]) for one in page.shown if one.id in page.steady]
    found = []
    for quadrant, title in words.quadrants().items():
        people = [(name, steady) for name, steady in known if steady.quadrant == quadrant]
        named = [(name, _steady(steady)) for name, steady in people[:NAMED]]
        found.append((title, named, words.more(len(people) - NAMED)))
    return found if known else []


def _steady(one: Any) -> str:
    said = {"level": formats.percent(one.level), "spread": formats.percent(one.spread)}
    return _("%(level)s ± %(spread)s a month") % said
