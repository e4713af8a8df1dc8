"""What plotly charts are made of: traces, lines, labels and axes, as plain dictionaries."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ui import formats

Number = Any  # int, float or Decimal; None is a gap
Format = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a path, with its range where there is one."""

    day: date
    value: Number
    low: Number = None
    high: Number = None


def line(
    x: list[str],
    y: list[Number],
    color: str,
    name: str,
    form: Format,
    *,
    dash: str = "solid",
    width: float = 2,
    mode: str = "lines",
) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": mode, "x": x, "y": [as_float(v) for v in y], "name": name,
        "line": {"color": color, "width": width, "dash": dash},
        "marker": {"color": color, "size": 6}, "text": [form(v) for v in y],
        "hovertemplate": "%{text}",
    }  # fmt: skip


def band(x: list[str], low: list[Number], high: list[Number], color: str) -> list[dict[str, Any]]:
    if any(v is None for v in (*low, *high)):
        return []
    edge: dict[str, Any] = {
        "type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "hoverinfo": "skip",
    }  # fmt: skip
    return [
        edge | {"y": [as_float(v) for v in high]},
        edge | {"y": [as_float(v) for v in low], "fill": "tonexty", "fillcolor": color},
    ]


def dot(x: str, y: Number) -> dict[str, Any]:
    marker = {"color": "$c1", "size": 8, "line": {"color": "$surface", "width": 2}}
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [as_float(y)], "marker": marker,
        "hoverinfo": "skip",
    }  # fmt: skip


def text_at(
    x: Any, y: Number, text: str, color: str = "$ink-2", *, bold: bool = False, **place: Any
) -> dict[str, Any]:
    font = {"size": 11, "color": color, "weight": 600 if bold else 400}
    return {
        "x": x, "y": as_float(y), "text": text, "showarrow": False, "font": font,
        "xanchor": "left", "yanchor": "middle", **place,
    }  # fmt: skip


def goal_line(goal: Number) -> list[dict[str, Any]]:
    if goal is None:
        return []
    y = as_float(goal)
    line = {"color": "$ink-2", "width": 1}
    return [{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "line": line}]


def day_line(day: date | None) -> list[dict[str, Any]]:
    if day is None:
        return []
    x, line = day.isoformat(), {"color": "$line-2", "width": 1}
    return [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def value_axis(known: Sequence[float], form: Format, *, from_zero: bool = True) -> dict[str, Any]:
    """Round steps with ready text, so that the axis speaks the reader's language."""
    if not known:
        return {"range": [0, 1], "tickvals": [], "ticktext": []}
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step((high - low) / 5 or (abs(high) or 1) / 5)
    first, last = math.floor(low / step), max(math.ceil(high / step), math.floor(low / step) + 1)
    room = max(step * last, high + step * (last - first) * 0.06)
    # Steps below what the format shows would print the same text twice
    labels: dict[str, float] = {}
    for n in range(first, last + 1):
        labels.setdefault(_on_axis(form)(step * n), step * n)
    ticks = {"tickvals": list(labels.values()), "ticktext": list(labels)}
    return {"range": [step * first, room], **ticks}


def _on_axis(form: Format) -> Format:
    """Round amounts need no decimals: $10M, $2.5M."""
    return formats.money_round if form is formats.money else form


def _round_step(rough: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    rough = max(rough, 1e-9)
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough * (1 - 1e-9))


def days_axis(usual: Sequence[Point], booked: Sequence[tuple[date, Number]]) -> dict[str, Any]:
    days = [p.day for p in usual] or [d for d, _v in booked]
    if not days:
        return {}
    step = max(1, round(len(days) / 6))
    shown = [*days[::step], days[-1]] if len(days[:-1]) % step > step // 2 else [*days[::step]]
    return {
        "tickvals": [d.isoformat() for d in shown],
        "ticktext": [formats._date(d, "d MMM") for d in shown],
        "range": [days[0].isoformat(), days[-1].isoformat()],
    }


def last_known(values: Sequence[Number]) -> tuple[int, Number]:
    return next(((i, v) for i, v in reversed(list(enumerate(values))) if v is not None), (0, None))


def as_float(value: Number) -> float | None:
    return None if value is None else float(value)
