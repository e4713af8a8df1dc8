"""A map without a map service: outlines of areas and dots on them, drawn like any other chart.

Longitude and latitude are drawn as they are, stretched so that the middle of what is shown has true
proportions (equirectangular; Snyder, Map Projections: A Working Manual, USGS 1395, 1987, p. 90).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ui.charts.plot import Plot

COLORS = ("c1", "c2", "c3", "c4", "c5", "c6")


@dataclass(frozen=True, slots=True)
class Area:
    """Rings of (longitude, latitude); `color` is an index into COLORS, none for the background."""

    rings: Sequence[Sequence[tuple[float, float]]]
    said: str = ""
    color: int | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    size: float
    color: int
    said: str = ""
    href: str = ""


def drawn(
    id: str,
    label: str,
    *,
    areas: Sequence[Area],
    dots: Sequence[Dot],
    heads: Sequence[str] = (),
    rows: Sequence[Sequence[str]] = (),
) -> Plot:
    """`size` of a dot is its area relative to the largest, from 0 to 1."""
    west, south, east, north = _window(areas, dots)
    ratio = 1 / max(0.2, math.cos(math.radians((south + north) / 2)))
    bare = {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": ""}
    layout = {
        "xaxis": {"range": [west, east], "showline": False, **bare},
        "yaxis": {
            "range": [south, north],
            "scaleanchor": "x",
            "scaleratio": ratio,
            **bare,
        },
        "hovermode": "closest",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
    }
    data = [_shape(area) for area in areas]
    return Plot(id, label, [*data, _dots(dots)], layout, heads, rows, css="lg ")


def _window(areas: Sequence[Area], dots: Sequence[Dot]) -> tuple[float, float, float, float]:
    """What is shown: the middle part of all that has a colour, so that one island far out does not
    make everything small."""
    shown = [spot for area in areas if area.color is not None for r in area.rings for spot in r]
    shown += [(dot.x, dot.y) for dot in dots]
    if not shown:
        return -180.0, -60.0, 180.0, 80.0
    xs, ys = sorted(x for x, _y in shown), sorted(y for _x, y in shown)
    cut = len(shown) // 50
    west, east = xs[cut], xs[-1 - cut]
    south, north = ys[cut], ys[-1 - cut]
    room = max(east - west, north - south, 4) * 0.06
    return west - room, south - room, east + room, north + room


def _shape(area: Area) -> dict[str, Any]:
    """All rings in one trace; None lifts the pen."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in area.rings:
        xs += [*(x for x, _y in ring), None]
        ys += [*(y for _x, y in ring), None]
    plain = area.color is None
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": "$c6/8" if plain else f"${COLORS[area.color or 0]}/28",
        "line": {"width": 0.75 if plain else 1, "color": "$line-2" if plain else "$surface"},
        "hoveron": "fills",
        "text": area.said,
        "hoverinfo": "text" if area.said else "skip",
    }


def _dots(dots: Sequence[Dot]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.x for dot in dots],
        "y": [dot.y for dot in dots],
        "text": [dot.said for dot in dots],
        "customdata": [dot.href for dot in dots],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "size": [5 + 19 * math.sqrt(max(0.0, dot.size)) for dot in dots],
            "color": [f"${COLORS[dot.color]}" for dot in dots],
            "line": {"width": 1, "color": "$surface"},
        },
    }
