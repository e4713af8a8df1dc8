"""Results against limits: a funnel over the number of cases, a run of months around a mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui import formats
from ui.charts.pieces import Format, Number, as_float, line, text_at, value_axis
from ui.charts.plot import Plot

# Whoever is outside of limits has another mark, not only another colour.
MARKS = {"": "circle", "edge": "circle-open", "out": "diamond"}
COLORS = {"": "$c1", "edge": "$c2", "out": "$c2"}


@dataclass(frozen=True, slots=True)
class Spot:
    """One result; `kind`: "", edge (outside the inner limits) or out; `href` on a click."""

    x: Any
    y: Number
    name: str = ""
    said: str = ""
    kind: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A line on either side, by x; `name` stands at its right end."""

    name: str
    low: Sequence[Number]
    high: Sequence[Number]
    dash: str = "solid"


def funnel(
    id: str,
    label: str,
    *,
    xs: Sequence[float],
    middle: Number,
    middle_name: str,
    limits: Sequence[Limit],
    spots: Sequence[Spot],
    x_title: str,
    form: Format,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Plot:
    """Dots over their number of cases, limits that narrow with it."""
    data = [_edge(list(xs), list(side), one.dash) for one in limits for side in (one.low, one.high)]
    data.append(_dots(spots))
    known = [as_float(v) or 0.0 for one in limits for v in one.high]
    known += [as_float(s.y) or 0.0 for s in spots]
    x_axis = value_axis([0.0, *xs], formats.count)
    layout = {
        "xaxis": {"type": "linear", "title": {"text": x_title}, **x_axis},
        "yaxis": value_axis(known, form),
        "hovermode": "closest",
        "margin": {"l": 8, "r": 64, "t": 10, "b": 8},
        "shapes": [_level(middle) | {"xref": "x", "x0": 0, "x1": xs[-1]}],
        "annotations": [
            text_at(xs[-1], middle, middle_name, xshift=6),
            *(text_at(xs[-1], one.high[-1], one.name, xshift=6) for one in limits),
        ],
        "small": {"margin": {"l": 4, "r": 48, "t": 10, "b": 4}},
    }
    return Plot(id, label, data, layout, heads, rows, css="lg ")


def run(
    id: str,
    label: str,
    *,
    categories: Sequence[str],
    spots: Sequence[Spot],
    middle: Number,
    low: Number,
    high: Number,
    words: tuple[str, str, str],
    form: Format,
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Plot:
    """One line of results by category with its mean and limits; `words` name mean, low, high."""
    name = spots[0].name if spots else ""
    path = line(list(categories), [s.y for s in spots], "$c1", name, form, width=1.5)
    known = [f for s in spots if (f := as_float(s.y)) is not None]
    levels = list(zip((middle, low, high), words, strict=True))
    layout = {
        "xaxis": {"type": "category", "categoryarray": list(categories)},
        "yaxis": value_axis([*known, *(as_float(v) or 0.0 for v, _w in levels)], form),
        "hovermode": "closest",
        "margin": {"l": 8, "r": 104, "t": 10, "b": 8},
        "shapes": [_level(v, dash) for v, dash in ((middle, "dash"), (low, "dot"), (high, "dot"))],
        "annotations": [text_at(1, v, word, xref="paper", xshift=6) for v, word in levels],
        "small": {
            "xaxis": {"type": "category", "nticks": 4, "tickangle": 0},
            "margin": {"l": 4, "r": 96, "t": 10, "b": 4},
        },
    }
    data = [path | {"hoverinfo": "skip", "hovertemplate": None}, _dots(spots)]
    return Plot(id, label, data, layout, heads, rows)


def _dots(spots: Sequence[Spot]) -> dict[str, Any]:
    """Those with a name are full, the others pale; a click opens who has an address."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [s.x for s in spots],
        "y": _short([s.y for s in spots]),
        "text": [s.said for s in spots],
        "customdata": [s.href for s in spots],
        "hovertemplate": "%{text}<extra></extra>",
        "cliponaxis": False,
        "marker": {
            "symbol": [MARKS[s.kind] for s in spots],
            "color": _one([COLORS[s.kind] if s.name else "$c1/45" for s in spots]),
            "size": _one([9 if s.kind else 8 for s in spots]),
            "line": {"width": 1.5, "color": _one([COLORS[s.kind] for s in spots])},
        },
    }


def _edge(xs: list[float], ys: list[Number], dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": _short(xs),
        "y": _short(ys),
        "hoverinfo": "skip",
        "line": {"color": "$c6", "width": 1.25, "dash": dash},
    }


def _one(values: list[Any]) -> Any:
    """Said once where all are alike."""
    return values[0] if len(set(values)) == 1 else values


def _short(values: Sequence[Any]) -> list[float | None]:
    """Finer than any screen, and without the long tails of floats, which make a page heavy."""
    return [None if (f := as_float(v)) is None else round(f, 4) for v in values]


def _level(y: Number, dash: str = "dash") -> dict[str, Any]:
    line = {"color": "$c6", "width": 1, "dash": dash}
    return {
        "type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": as_float(y), "y1": as_float(y),
        "line": line,
    }  # fmt: skip
