"""Big charts: what plotly.js shall draw, as plain data, with the same numbers as a table beside it.

Colours are token names ("$c1", "$c6/16" at 16 % opacity); charts.js resolves them for the theme and
adds the one template. All text in a spec is final (formatted and translated here), because plotly
knows neither the company's currency nor French. `layout.small` holds what changes on a phone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ui import formats

Number = Any  # int, float or Decimal; None is a gap
Format = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Plot:
    """One chart: `id` is unique on the page, `label` the finding in a sentence with its numbers."""

    id: str
    label: str
    data: list[dict[str, Any]]
    layout: dict[str, Any]
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)
    css: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        return {"data": self.data, "layout": self.layout}


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a path, with its range where there is one."""

    day: date
    value: Number
    low: Number = None
    high: Number = None


@dataclass(frozen=True, slots=True)
class Series:
    """A line or a set of bars by category. At most four on a chart."""

    name: str
    values: Sequence[Number]
    color: str = "c1"
    dashed: bool = False


def pacing(
    id: str,
    label: str,
    *,
    booked: Sequence[tuple[date, Number]],
    usual: Sequence[Point],
    quota: Number,
    today: date | None,
    form: Format = formats.money,
) -> Plot:
    """Booked so far against the usual path with its range, and the quota as a line."""
    days = [p.day.isoformat() for p in usual]
    data = (
        [*_band(days, [p.low for p in usual], [p.high for p in usual], "$c6/16")] if usual else []
    )
    if usual:
        values = [p.value for p in usual]
        data.append(_line(days, values, "$c6", _("Usual path"), form, dash="dash", width=1.5))
    if booked:
        xs, ys = [d.isoformat() for d, _v in booked], [v for _d, v in booked]
        data.append(_line(xs, ys, "$c1", _("Booked"), form, width=2.5))
        data.append(_dot(xs[-1], ys[-1]))
    top = max(
        [_float(v) or 0 for v in (quota, *(p.high for p in usual), *(v for _d, v in booked))] or [1]
    )
    layout = {
        "xaxis": {"type": "date", **_days_axis(usual, booked)},
        "yaxis": _value_axis(top, form),
        "margin": {"l": 8, "r": 12, "t": 10, "b": 8},
        "shapes": _goal_line(quota) + _day_line(today),
        "annotations": _pacing_labels(booked, usual, quota, today, form),
        "small": {"margin": {"l": 4, "r": 4, "t": 10, "b": 4}},
    }
    return Plot(id, label, data, layout, *_pacing_table(booked, usual, form), css="lg ")


def lines(
    id: str,
    label: str,
    *,
    categories: Sequence[str],
    series: Sequence[Series],
    form: Format,
    from_zero: bool = True,
    goal: Number = None,
) -> Plot:
    """A trend by period: one line for each series, labelled at its end."""
    data = [
        _line(
            list(categories),
            list(s.values),
            f"${s.color}",
            s.name,
            form,
            dash="dash" if s.dashed else "solid",
            width=1.5 if s.dashed else 2.5,
            mode="lines+markers",
        )
        for s in series
    ]
    known = [f for s in series for v in s.values if (f := _float(v)) is not None]
    if (g := _float(goal)) is not None:
        known.append(g)
    layout = {
        "xaxis": {"type": "category"},
        "yaxis": _value_axis(
            max(known, default=1), form, min(known, default=0), from_zero=from_zero
        ),
        "margin": {"l": 8, "r": 76, "t": 10, "b": 8},
        "shapes": _goal_line(goal),
        "annotations": [
            _label(categories[i], v, s.name, f"${s.color}", xshift=8)
            for s in series
            for i, v in [_last(s.values)]
            if v is not None
        ],
        "small": {"xaxis": {"type": "category", "nticks": 4, "tickangle": 0}},
    }
    return Plot(id, label, data, layout, *_series_table(categories, series, form))


def bars(
    id: str,
    label: str,
    *,
    categories: Sequence[str],
    series: Sequence[Series],
    form: Format,
    goal: Number = None,
) -> Plot:
    """Bars by category from zero; a dashed series is drawn pale, as the reference."""
    data = [
        {
            "type": "bar",
            "name": s.name,
            "x": list(categories),
            "y": [_float(v) for v in s.values],
            "marker": {"color": f"${s.color}/45" if s.dashed else f"${s.color}"},
            "text": [form(v) for v in s.values],
            "textposition": "outside" if len(series) == 1 and len(categories) <= 16 else "none",
            "textfont": {"size": 11, "color": "$ink"},
            "cliponaxis": False,
            "hovertemplate": "%{text}",
        }
        for s in series
    ]
    known = [f for s in series for v in s.values if (f := _float(v)) is not None]
    layout = {
        "xaxis": {"type": "category", "ticks": ""},
        "yaxis": _value_axis(max(known, default=1), form, min(known, default=0)),
        "shapes": _goal_line(goal),
        "barmode": "group",
        "small": {"xaxis": {"type": "category", "ticks": "", "tickangle": -50}, "bargap": 0.2},
    }
    return Plot(id, label, data, layout, *_series_table(categories, series, form))


# Pieces ----------------------------------------------------------------------------------------


def _line(
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
        "type": "scatter", "mode": mode, "x": x, "y": [_float(v) for v in y], "name": name,
        "line": {"color": color, "width": width, "dash": dash},
        "marker": {"color": color, "size": 6}, "text": [form(v) for v in y],
        "hovertemplate": "%{text}",
    }  # fmt: skip


def _band(x: list[str], low: list[Number], high: list[Number], color: str) -> list[dict[str, Any]]:
    if any(v is None for v in (*low, *high)):
        return []
    edge: dict[str, Any] = {
        "type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "hoverinfo": "skip",
    }  # fmt: skip
    return [
        edge | {"y": [_float(v) for v in high]},
        edge | {"y": [_float(v) for v in low], "fill": "tonexty", "fillcolor": color},
    ]


def _dot(x: str, y: Number) -> dict[str, Any]:
    marker = {"color": "$c1", "size": 8, "line": {"color": "$surface", "width": 2}}
    return {
        "type": "scatter", "mode": "markers", "x": [x], "y": [_float(y)], "marker": marker,
        "hoverinfo": "skip",
    }  # fmt: skip


def _label(
    x: Any, y: Number, text: str, color: str = "$ink-2", *, bold: bool = False, **place: Any
) -> dict[str, Any]:
    font = {"size": 11, "color": color, "weight": 600 if bold else 400}
    return {
        "x": x, "y": _float(y), "text": text, "showarrow": False, "font": font,
        "xanchor": "left", "yanchor": "middle", **place,
    }  # fmt: skip


def _goal_line(goal: Number) -> list[dict[str, Any]]:
    if goal is None:
        return []
    y = _float(goal)
    line = {"color": "$ink-2", "width": 1}
    return [{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "line": line}]


def _day_line(day: date | None) -> list[dict[str, Any]]:
    if day is None:
        return []
    x, line = day.isoformat(), {"color": "$line-2", "width": 1}
    return [{"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}]


def _pacing_labels(
    booked: Sequence[tuple[date, Number]],
    usual: Sequence[Point],
    quota: Number,
    today: date | None,
    form: Format,
) -> list[dict[str, Any]]:
    found = []
    first = usual[0].day if usual else booked[0][0] if booked else None
    if quota is not None and first:
        text = _("Quota %(amount)s") % {"amount": form(quota)}
        found.append(_label(first.isoformat(), quota, text, yshift=9))
    if today:
        found.append(
            _label(today.isoformat(), 0.985, _("Today"), xshift=-4, xanchor="right", yref="paper")
        )
    if booked:
        last, value = booked[-1]
        text = _("Booked %(amount)s") % {"amount": form(value)}
        early = bool(first and usual and (last - first).days < (usual[-1].day - first).days * 0.35)
        side = {"xanchor": "left", "xshift": 10} if early else {"xanchor": "right", "xshift": -10}
        found.append(_label(last.isoformat(), value, text, "$c1", bold=True, yshift=12, **side))
    if usual:
        at = usual[len(usual) * 2 // 3]
        found.append(_label(at.day.isoformat(), at.value, _("Usual path"), xshift=12, yshift=-10))
    return found


def _value_axis(
    top: float, form: Format, bottom: float = 0.0, *, from_zero: bool = True
) -> dict[str, Any]:
    """Round steps with ready text, so that the axis speaks the reader's language."""
    low = min(bottom, 0.0) if from_zero else bottom - (top - bottom) * 0.15
    step = _round_step((top * 1.08 - low) / 5 or 1)
    first = int(low // step)
    ticks = [step * n for n in range(first, first + 8) if step * (n - 1) < top * 1.08]
    ticks = [t for t in ticks if t >= low - step]
    return {
        "range": [ticks[0] if low < 0 or not from_zero else 0, max(top * 1.1, ticks[0] + step)],
        "tickvals": ticks,
        "ticktext": [form(t) for t in ticks],
    }


def _round_step(rough: float) -> float:
    power = 10.0 ** (len(f"{int(rough)}") - 1) if rough >= 1 else 10.0 ** -_zeros(rough)
    return next((power * n for n in (1, 2, 2.5, 5, 10) if power * n >= rough), power * 10)


def _zeros(small: float) -> int:
    n = 1
    while small * 10**n < 1 and n < 9:
        n += 1
    return n


def _days_axis(usual: Sequence[Point], booked: Sequence[tuple[date, Number]]) -> dict[str, Any]:
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


def _last(values: Sequence[Number]) -> tuple[int, Number]:
    return next(((i, v) for i, v in reversed(list(enumerate(values))) if v is not None), (0, None))


def _pacing_table(
    booked: Sequence[tuple[date, Number]], usual: Sequence[Point], form: Format
) -> tuple[list[str], list[list[str]]]:
    """Week by week, so that the table can be read."""
    path = {p.day: p.value for p in usual}
    heads = [_("Day"), _("Booked"), _("Usual")]
    weekly = [pair for n, pair in enumerate(booked) if n % 7 == 6 or n == len(booked) - 1]
    return heads, [[formats.day(d), form(v), form(path.get(d))] for d, v in weekly]


def _series_table(
    categories: Sequence[str], series: Sequence[Series], form: Format
) -> tuple[list[str], list[list[str]]]:
    heads = ["", *(s.name for s in series)]
    return heads, [[c, *(form(s.values[i]) for s in series)] for i, c in enumerate(categories)]


def _float(value: Number) -> float | None:
    return None if value is None else float(value)
