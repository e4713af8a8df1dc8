"""Charts over two measures: where each thing was and is, and what each further step buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui.charts.pieces import Format, Number, as_float, line, text_at, value_axis
from ui.charts.plot import Plot


@dataclass(frozen=True, slots=True)
class Mover:
    """One thing: where it was (None: only now is known) and is; `href` on a click."""

    name: str
    was: tuple[Number, Number] | None
    now: tuple[Number, Number]
    said: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where things should be, around 100 on both axes."""

    name: str
    wide: float
    high: float


def middle(
    id: str,
    label: str,
    *,
    movers: Sequence[Mover],
    titles: tuple[str, str],
    box: Box | None = None,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Plot:
    """Dots before (hollow) and now (filled), joined, on two measures of which 100 is the target."""
    data = [*_paths(movers), _befores(movers), _nows(movers)]
    low, high = _span(movers, box)
    axis = {"range": [low, high], "showgrid": True, "dtick": _step(high - low), "zeroline": False}
    layout: dict[str, Any] = {
        "xaxis": {"type": "linear", "title": {"text": titles[0]}, **axis},
        "yaxis": {"type": "linear", "title": {"text": titles[1]}, **axis},
        "hovermode": "closest",
        "margin": {"l": 8, "r": 12, "t": 10, "b": 8},
        "shapes": [_rectangle(box)] if box else [],
        "annotations": [_corner(box)] if box else [],
        "small": {"margin": {"l": 4, "r": 4, "t": 10, "b": 4}},
    }
    return Plot(id, label, data, layout, heads, rows, css="lg ")


@dataclass(frozen=True, slots=True)
class Stop:
    """A point of a frontier: what it costs, what is left, and the page that takes it."""

    x: int
    y: Number
    said: str
    href: str = ""
    kind: str = ""


# The knee and the one that is shown have marks of their own, not only another colour.
MARKS = {"": "circle-open", "knee": "diamond", "here": "circle"}


def frontier(
    id: str,
    label: str,
    *,
    stops: Sequence[Stop],
    titles: tuple[str, str],
    knee: str,
    form: Format,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Plot:
    """A curve from much to little; a click on a point takes it."""
    xs, ys = [stop.x for stop in stops], [stop.y for stop in stops]
    path: dict[str, Any] = line(list(map(str, xs)), ys, "$c1/45", titles[1], form, width=1.5)
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": xs,
        "y": [as_float(y) for y in ys],
        "text": [stop.said for stop in stops],
        "customdata": [stop.href for stop in stops],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [MARKS[stop.kind] for stop in stops],
            "color": "$c1",
            "size": [12 if stop.kind == "knee" else 9 for stop in stops],
            "line": {"width": 1.5, "color": "$c1"},
        },
    }
    known = [0.0, *(f for y in ys if (f := as_float(y)) is not None)]
    layout = {
        "xaxis": {"type": "linear", "rangemode": "tozero", "title": {"text": titles[0]}},
        "yaxis": {**value_axis(known, form), "title": {"text": titles[1]}},
        "hovermode": "closest",
        "margin": {"l": 8, "r": 16, "t": 10, "b": 8},
        "annotations": [
            text_at(stop.x, stop.y, knee, xshift=8, yshift=12)
            for stop in stops
            if stop.kind == "knee"
        ],
        "small": {"margin": {"l": 4, "r": 8, "t": 10, "b": 4}},
    }
    path |= {"x": xs, "hoverinfo": "skip", "hovertemplate": None}
    return Plot(id, label, [path, dots], layout, heads, rows)


def _paths(movers: Sequence[Mover]) -> list[dict[str, Any]]:
    """One trace for all lines, with gaps between them."""
    moved = [one for one in movers if one.was is not None]
    xs: list[Number] = []
    ys: list[Number] = []
    for one in moved:
        assert one.was is not None
        xs += [as_float(one.was[0]), as_float(one.now[0]), None]
        ys += [as_float(one.was[1]), as_float(one.now[1]), None]
    return [_trace("lines", xs, ys) | {"line": {"color": "$c6", "width": 1}, "hoverinfo": "skip"}]


def _befores(movers: Sequence[Mover]) -> dict[str, Any]:
    was = [one.was for one in movers if one.was is not None]
    marker = {"symbol": "circle", "size": 9, "color": "$surface"}
    found = _trace("markers", [as_float(x) for x, _y in was], [as_float(y) for _x, y in was])
    return found | {
        "hoverinfo": "skip",
        "marker": marker | {"line": {"width": 1.5, "color": "$c6"}},
    }


def _nows(movers: Sequence[Mover]) -> dict[str, Any]:
    xs, ys = [as_float(one.now[0]) for one in movers], [as_float(one.now[1]) for one in movers]
    return _trace("markers", xs, ys) | {
        "text": [one.said or one.name for one in movers],
        "customdata": [one.href for one in movers],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": "circle", "size": 9, "color": "$c1"},
    }


def _trace(mode: str, xs: list[Number], ys: list[Number]) -> dict[str, Any]:
    return {"type": "scatter", "mode": mode, "x": xs, "y": ys, "cliponaxis": False}


def _span(movers: Sequence[Mover], box: Box | None) -> tuple[float, float]:
    """The same on both axes, with 100 inside, in whole tens."""
    ends = [p for one in movers for p in (one.was, one.now) if p is not None]
    known = [f for end in ends for v in end if (f := as_float(v)) is not None]
    known += [100 - (box.wide if box else 10), 100 + (box.wide if box else 10)]
    return 10 * ((min(known) - 4) // 10), 10 * -(-(max(known) + 4) // 10)


def _step(span: float) -> float:
    return next(step for step in (10, 20, 50, 100, 200, 500, 10**9) if span / step <= 8)


def _rectangle(box: Box) -> dict[str, Any]:
    return {
        "type": "rect", "x0": 100 - box.wide, "x1": 100 + box.wide, "y0": 100 - box.high,
        "y1": 100 + box.high, "fillcolor": "$c1/8", "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _corner(box: Box) -> dict[str, Any]:
    return text_at(100 - box.wide, 100 + box.high, box.name, xshift=4, yshift=-9)
