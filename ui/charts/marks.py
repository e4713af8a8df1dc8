"""Small charts made of lines and dots; see `svg` for what the marks mean."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ui.charts.drawing import Drawing, Number, element, percent, picture


@dataclass(frozen=True, slots=True)
class Interval(Drawing):
    """An estimate with its doubt on the axis [start, end]: whiskers, or a box for a forecast."""

    low: Number
    middle: Number
    high: Number
    start: Number
    end: Number
    label: str
    reference: Number = None
    behind: bool = False
    box: bool = False
    height: int = 18

    def __html__(self) -> SafeString:
        y, tone = self.height / 2, " behind" if self.behind else ""
        parts = _axis(y, self.height, self.reference, self.start, self.end)
        if self.low is not None and self.high is not None:
            low, high = (_at(v, self.start, self.end) for v in (self.low, self.high))
            parts += self._box(low, high, y) if self.box else _whiskers(low, high, y)
        if self.middle is not None:
            x = _at(self.middle, self.start, self.end)
            parts.append(
                element("rect", css=f"mid{tone}", x=x, y=y - 6, width=2.5, height=12, rx=1)
                if self.box
                else element("circle", css=f"dot{tone}", cx=x, cy=y, r=3.5)
            )
        return picture("interval", self.height, self.label, parts)

    def _box(self, low: str, high: str, y: float) -> list[str]:
        wide = f"{float(high[:-1]) - float(low[:-1]):.2f}%"
        return [element("rect", css="range", x=low, y=y - 4, width=wide, height=8, rx=2)]


@dataclass(frozen=True, slots=True)
class Dumbbell(Drawing):
    """Before (hollow) and now (filled) on the axis [start, end]."""

    before: Number
    now: Number
    start: Number
    end: Number
    label: str
    reference: Number = None
    worse: bool = False
    height: int = 18

    def __html__(self) -> SafeString:
        y, tone = self.height / 2, " behind" if self.worse else ""
        parts = _axis(y, self.height, self.reference, self.start, self.end)
        was, now = (
            None if v is None else _at(v, self.start, self.end) for v in (self.before, self.now)
        )
        if was and now:
            parts.append(element("line", css=f"join{tone}", x1=was, x2=now, y1=y, y2=y))
        if was:
            parts.append(element("circle", css="was", cx=was, cy=y, r=4))
        if now:
            parts.append(element("circle", css=f"dot{tone}", cx=now, cy=y, r=4.5))
        return picture("dumbbell", self.height, self.label, parts)


@dataclass(frozen=True, slots=True)
class Spark(Drawing):
    """The trend of one measure, a dot on its last value, a dashed line on the goal."""

    values: Sequence[Number]
    label: str
    reference: Number = None
    width: int = 150
    height: int = 24

    def __html__(self) -> SafeString:
        goal = [] if self.reference is None else [float(self.reference)]
        known = [float(v) for v in self.values if v is not None]
        parts = self._line(known + goal) if known else []
        return picture("spark", self.height, self.label, parts, self.width, box=True)

    def _line(self, scale: list[float]) -> list[str]:
        low, span = min(scale), (max(scale) - min(scale)) or 1.0
        step = (self.width - 6) / max(len(self.values) - 1, 1)

        def y(value: Number) -> float:
            return self.height - 3 - (float(value) - low) / span * (self.height - 6)

        parts = []
        if self.reference is not None:
            at = y(self.reference)
            parts.append(element("line", css="ref", x1=0, x2=self.width, y1=at, y2=at))
        for run in _runs(self.values):
            points = " ".join(f"{3 + i * step:.1f},{y(v):.1f}" for i, v in run)
            parts.append(element("polyline", css="line", points=points))
        last, value = _runs(self.values)[-1][-1]
        parts.append(element("circle", css="dot", cx=3 + last * step, cy=y(value), r=2.5))
        return parts


@dataclass(frozen=True, slots=True)
class HalfCircle(Drawing):
    """Progress to quota, on the rep page only; the tick is the usual share by today."""

    value: Number
    label: str
    expected: Number = None
    ghost: Number = None
    big: str = ""
    small: str = ""

    def __html__(self) -> SafeString:
        parts = [element("path", css="track", d=_arc(1))]
        if self.ghost:
            parts.append(element("path", css="ghost", d=_arc(self.ghost)))
        if self.value:
            parts.append(element("path", css="val", d=_arc(self.value)))
        if self.expected is not None:
            (x1, y1), (x2, y2) = _on_arc(self.expected, 60), _on_arc(self.expected, 80)
            parts.append(element("line", css="tick", x1=x1, y1=y1, x2=x2, y2=y2))
        middle = {"x": 84, "text_anchor": "middle"}
        parts.append(element("text", self.big, css="big", y=70, **middle))
        parts.append(element("text", self.small, css="small", y=88, **middle))
        return picture("arc", 98, self.label, parts, 168, box=True)


def _at(value: Number, start: Number, end: Number) -> str:
    return percent((float(value) - float(start)) / ((float(end) - float(start)) or 1))


def _axis(y: float, height: int, reference: Number, start: Number, end: Number) -> list[str]:
    parts = [element("line", css="axis", x1=0, x2="100%", y1=y, y2=y)]
    if reference is not None:
        x = _at(reference, start, end)
        parts.append(element("line", css="ref", x1=x, x2=x, y1=1, y2=height - 1))
    return parts


def _whiskers(low: str, high: str, y: float) -> list[str]:
    ends = [element("line", css="whisk", x1=x, x2=x, y1=y - 3, y2=y + 3) for x in (low, high)]
    return [element("line", css="whisk", x1=low, x2=high, y1=y, y2=y), *ends]


def _runs(values: Sequence[Number]) -> list[list[tuple[int, Number]]]:
    """Stretches without a gap, as (place, value)."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]


def _on_arc(share: Number, radius: int) -> tuple[float, float]:
    angle = math.pi * (1 - max(0.0, min(1.0, float(share))))
    return 84 + radius * math.cos(angle), 84 - radius * math.sin(angle)


def _arc(share: Number) -> str:
    (x0, y0), (x1, y1) = _on_arc(0, 70), _on_arc(share, 70)
    return f"M{x0:.2f} {y0:.2f}A70 70 0 0 1 {x1:.2f} {y1:.2f}"
