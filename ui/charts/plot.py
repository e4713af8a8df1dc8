"""Big charts: what plotly.js shall draw, as plain data, with the same numbers as a table beside it.

Colours are token names ("$c1", "$c6/16" at 16 % opacity); charts.js resolves them for the theme and
adds the one template. All text in a spec is final (formatted and translated here), because plotly
knows neither the company's currency nor French. `layout.small` holds what changes on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from ui import formats
from ui.charts.pieces import (
    Format,
    Number,
    Point,
    as_float,
    band,
    day_line,
    days_axis,
    dot,
    goal_line,
    last_known,
    line,
    text_at,
    value_axis,
)  # fmt: skip

__all__ = ["Format", "Plot", "Point", "Series", "bars", "lines", "pacing"]


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
    form = cache(form)  # the table and the labels say some of it again
    days = [p.day.isoformat() for p in usual]
    data = [*band(days, [p.low for p in usual], [p.high for p in usual], "$c6/16")] if usual else []
    if usual:
        data.append(
            line(
                days, [p.value for p in usual], "$c6", _("Usual path"), form, dash="dash", width=1.5
            )
        )
    if booked:
        xs, ys = [d.isoformat() for d, _v in booked], [v for _d, v in booked]
        data.append(line(xs, ys, "$c1", _("Booked"), form, width=2.5))
        data.append(dot(xs[-1], ys[-1]))
    values = (quota, *(p.high for p in usual), *(p.value for p in usual), *(v for _d, v in booked))
    known = [0.0, *(f for v in values if (f := as_float(v)) is not None)]
    layout = {
        "xaxis": {"type": "date", **days_axis(usual, booked)},
        "yaxis": value_axis(known, form),
        "margin": {"l": 8, "r": 12, "t": 10, "b": 8},
        "shapes": goal_line(quota) + day_line(today),
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
    axis: Format | None = None,
    from_zero: bool = True,
    goal: Number = None,
) -> Plot:
    """A trend by period: one line for each series, labelled at its end.

    `axis` writes the steps where they need less than `form` says.
    """
    data = [
        line(
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
    known = [f for s in series for v in s.values if (f := as_float(v)) is not None]
    if (g := as_float(goal)) is not None:
        known.append(g)
    layout = {
        "xaxis": {"type": "category"},
        "yaxis": value_axis(known, axis or form, from_zero=from_zero),
        "margin": {"l": 8, "r": 76, "t": 10, "b": 8},
        "shapes": goal_line(goal),
        "annotations": [
            text_at(categories[i], v, s.name, f"${s.color}", xshift=8)
            for s in series
            for i, v in [last_known(s.values)]
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
    axis: Format | None = None,
    goal: Number = None,
) -> Plot:
    """Bars by category from zero; a dashed series is drawn pale, as the reference."""
    data = [
        {
            "type": "bar",
            "name": s.name,
            "x": list(categories),
            "y": [as_float(v) for v in s.values],
            "marker": {"color": f"${s.color}/45" if s.dashed else f"${s.color}"},
            "text": [form(v) for v in s.values],
            "textposition": "outside" if len(series) == 1 and len(categories) <= 16 else "none",
            "textfont": {"size": 11, "color": "$ink"},
            "cliponaxis": False,
            "hovertemplate": "%{text}",
        }
        for s in series
    ]
    known = [f for s in series for v in s.values if (f := as_float(v)) is not None]
    layout = {
        "xaxis": {"type": "category", "ticks": ""},
        "yaxis": value_axis(known, axis or form),
        "shapes": goal_line(goal),
        "barmode": "group",
        "small": {"xaxis": {"type": "category", "ticks": "", "tickangle": -50}, "bargap": 0.2},
    }
    return Plot(id, label, data, layout, *_series_table(categories, series, form))


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
        found.append(text_at(first.isoformat(), quota, text, yshift=9))
    if today:
        found.append(
            text_at(today.isoformat(), 0.985, _("Today"), xshift=-4, xanchor="right", yref="paper")
        )
    if booked:
        last, value = booked[-1]
        text = _("Booked %(amount)s") % {"amount": form(value)}
        early = bool(first and usual and (last - first).days < (usual[-1].day - first).days * 0.35)
        side = {"xanchor": "left", "xshift": 10} if early else {"xanchor": "right", "xshift": -10}
        found.append(text_at(last.isoformat(), value, text, "$c1", bold=True, yshift=12, **side))
    if usual:
        at = usual[len(usual) * 2 // 3]
        found.append(text_at(at.day.isoformat(), at.value, _("Usual path"), xshift=12, yshift=-10))
    return found


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
