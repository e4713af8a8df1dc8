"""Like people beside one another, fairly: with ranges, with how much of a difference is real, in
the order of names. Nobody is ranked here; dots without names show how results are spread."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards import compare_words as words
from dashboards.facts import Question
from dashboards.facts.comparison import Compared
from kpis.core.fair.compare import Comparison
from kpis.core.fair.potential import Stand
from kpis.core.metrics import METRICS
from reports.section import DRAWN, Column, Line, Reading, Section, Sheet, Shown
from ui import formats
from ui.charts import svg
from ui.components import Key

KPIS = ("attainment", "win_rate")


def read(asked: Question) -> Any:
    """Every group of peers with somebody of the scope in it; None where nobody is comparable."""
    found: list[dict[str, Any]] = []
    first = Compared(asked, KPIS[0])
    for group, _size in first.groups:
        page = Compared(asked, KPIS[0], group.key)
        one: dict[str, Any] = {slug: _compared(page, slug) for slug in KPIS}
        example = next(p for p in page.shown)
        found.append({"title": example.title, "segment": example.segment, "kpis": one})
    return found if any(any(one["kpis"].values()) for one in found) else None


def _compared(page: Compared, slug: str) -> Any:
    """None with too few peers to compare; the strip holds everybody's results, without names."""
    found = page.of(slug)
    if found.middle is None:
        return None
    return {
        "peers": found.peers,
        "middle": found.middle,
        "reliability": found.reliability,
        "differ": found.differ,
        "adjusted": found.adjusted,
        "potential": found.potential,
        "half": [found.fair_strip.low, found.fair_strip.high] if found.fair_strip else None,
        "dots": sorted(p.estimate.value for p in found.people.values() if p.estimate),
        "people": [_person(found, one) for one in page.shown],
    }


def _person(found: Comparison, one: Any) -> dict[str, Any]:
    line = found.people[one.id]
    estimate = line.estimate
    return {
        "id": one.id,
        "name": one.name,
        "raw": line.raw,
        "fair": estimate and estimate.value,
        "low": estimate and estimate.low,
        "high": estimate and estimate.high,
        "reliability": estimate and estimate.reliability,
    }


def show(kept: Any, reading: Reading) -> Shown:
    sheets, sentences = [], []
    for group in kept:
        name = words.group(group["title"], group["segment"])
        for slug in KPIS:
            if (one := group["kpis"][slug]) is None:
                continue
            title = _("%(kpi)s: %(group)s") % {"kpi": _(METRICS[slug].label), "group": name}
            finding = _finding(slug, one, name)
            sentences.append(finding)
            drawing = _strip(slug, one, finding) if one["half"] else None
            sheets.append(_sheet(title, slug, one, reading, drawing))
    foot = _(
        "Adjusted for ramp-up and mix of segments, and small samples drawn towards the peers. "
        "Reliability is the part of a difference that would show again."
    )
    foot = f"{foot} {_potential(kept)}".strip()
    keys = (Key(_("One rep"), "kd"), Key(_("Middle half"), "kb"))
    return Shown(sentences, keys=keys, sheets=sheets, foot=foot)


def _potential(kept: Any) -> str:
    """The most that was done about it in any group. Reports of before it was asked for have none,
    and there it was not known."""
    found = {
        one.get("potential", "unknown") for group in kept for one in group["kpis"].values() if one
    }
    ranks: tuple[Stand, ...] = ("adjusted", "same", "few", "unknown")
    return words.potential(next((stand for stand in ranks if stand in found), ""))


def _finding(slug: str, one: dict[str, Any], group: str) -> str:
    """Whether people differ by more than chance, and between where half of them are."""
    unit = METRICS[slug].unit
    low, high = one["half"] or (None, None)
    said = {
        "group": group,
        "kpi": _(METRICS[slug].label),
        "low": formats.show(low, unit),
        "high": formats.show(high, unit),
        "share": formats.percent(one["reliability"]),
    }
    if not one["differ"]:
        return _("%(group)s, %(kpi)s: chance alone explains the differences.") % said
    return (
        _(
            "%(group)s, %(kpi)s: half of the peers are between %(low)s and %(high)s; on average "
            "%(share)s of a difference would show again."
        )
        % said
    )


def _strip(slug: str, one: dict[str, Any], label: str) -> svg.Strip:
    unit, dots = METRICS[slug].unit, one["dots"]
    start, end = dots[0], dots[-1]
    ticks = [start, (start + end) / 2, end] if end > start else [start]
    low, high = one["half"]
    return svg.Strip(
        [svg.Dot(value) for value in dots],
        start,
        end,
        label,
        low,
        high,
        one["middle"],
        _("Peers"),
        [(value, formats.show(value, unit)) for value in ticks],
    )


def _sheet(
    title: str, slug: str, one: dict[str, Any], reading: Reading, drawing: svg.Strip | None
) -> Sheet:
    unit = METRICS[slug].unit
    columns = [
        Column(_("Rep")),
        Column(_("As booked"), unit),
        Column(_("Fair"), unit),
        Column(_("Range"), DRAWN, "p2"),
        Column(_("Low"), unit, "p2"),
        Column(_("High"), unit, "p2"),
        Column(_("Reliability"), "percent"),
    ]
    people = [person for person in one["people"] if reading.shows(person["id"])]
    ends = [person[end] for person in one["people"] for end in ("low", "high")]
    known = [end for end in ends if end is not None]
    span = (min(known), max(known)) if known else (0.0, 1.0)
    lines = [_line(slug, person, span, one["middle"]) for person in people]
    return Sheet(columns, lines, title, drawing)


def _line(slug: str, person: dict[str, Any], span: tuple[float, float], middle: float) -> Line:
    value, low, high = person["fair"], person["low"], person["high"]
    metric = METRICS[slug]
    spoken = words.spoken(person["name"], _(metric.label), value, low, high, metric.unit)
    bar = svg.Interval(low, value, high, *span, spoken, middle) if value is not None else ""
    return Line([person["name"], person["raw"], value, bar, low, high, person["reliability"]])


SECTION = Section(
    gettext_lazy("Fair comparison"),
    50,
    read,
    show,
    gettext_lazy("Too few people did the same work for a fair comparison."),
)
