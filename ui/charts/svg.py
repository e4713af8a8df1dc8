"""Small charts drawn on the server: frozen dataclasses that render themselves as inline SVG.

No script and no style attribute; colours come from theme.css classes; widths are percentages, so a
bar fills its cell. `label` says the numbers in words and is required: it is what a screen reader
reads. Unknown values (None) are simply not drawn. A chart can stand wherever a template prints a
value: `{{ row.bar }}`, a tile's `micro`, a table cell.

The marks: solid bar = booked, pale = forecast or range, thick tick = usual by today, thin line =
quota, dashed grey = reference, whisker = 95 % interval, box = 80 % range, hollow = before or usual.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Number = float | int


class Drawing:
    """Something that prints itself as markup; templates ask `str`, format_html asks `__html__`."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.__html__()


def _percent(share: float) -> str:
    """A place on the width, kept inside it."""
    return f"{100 * max(0.0, min(1.0, float(share))):.2f}%"


def _svg(
    css: str,
    height: int,
    label: str,
    body: str,
    width: str = "100%",
    box: tuple[int, int] | None = None,
) -> SafeString:
    view = f' viewBox="0 0 {box[0]} {box[1]}"' if box else ""
    return mark_safe(  # noqa: S308 - every text in the body is escaped where it is put in
        f'<svg class="g {css}" width="{width}" height="{height}"{view} role="img" '
        f'aria-label="{escape(label)}">{body}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Bullet(Drawing):
    """Value against a goal. All in units of the goal: 1.0 is the goal, `top` the end of the axis."""

    value: Number | None
    label: str
    expected: Number | None = None
    top: Number = 1.0
    low: Number | None = None
    high: Number | None = None
    behind: bool = False
    height: int = 18

    def __html__(self) -> SafeString:
        top, mid = float(self.top) or 1.0, self.height / 2
        parts = [f'<rect class="track" x="0" y="{mid - 4}" width="100%" height="8" rx="2"/>']
        if self.low is not None and self.high is not None:
            start, end = float(self.low) / top, min(float(self.high), top) / top
            parts.append(
                f'<rect class="range" x="{_percent(start)}" y="{mid - 4}" '
                f'width="{_percent(end - start)}" height="8"/>'
            )
        if self.value is not None:
            css = "val behind" if self.behind else "val"
            width = _percent(float(self.value) / top)
            parts.append(
                f'<rect class="{css}" x="0" y="{mid - 4}" width="{width}" height="8" rx="2"/>'
            )
        if self.expected is not None:
            x = _percent(float(self.expected) / top)
            parts.append(f'<rect class="tick" x="{x}" y="{mid - 8}" width="2" height="16" rx="1"/>')
        if top > 1:
            x = _percent(1 / top)
            parts.append(f'<line class="goal" x1="{x}" x2="{x}" y1="{mid - 7}" y2="{mid + 7}"/>')
        return _svg("bullet", self.height, self.label, "".join(parts))


@dataclass(frozen=True, slots=True)
class Interval(Drawing):
    """An estimate with its doubt on the axis [start, end]: whiskers, or a box for a forecast range."""

    low: Number | None
    middle: Number | None
    high: Number | None
    start: Number
    end: Number
    label: str
    reference: Number | None = None
    behind: bool = False
    box: bool = False
    height: int = 18

    def _at(self, value: Number) -> str:
        return _percent((float(value) - self.start) / ((self.end - self.start) or 1))

    def __html__(self) -> SafeString:
        y, tone = self.height / 2, " behind" if self.behind else ""
        parts = [f'<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>']
        if self.reference is not None:
            x = self._at(self.reference)
            parts.append(f'<line class="ref" x1="{x}" x2="{x}" y1="1" y2="{self.height - 1}"/>')
        if self.low is not None and self.high is not None:
            parts.append(self._spread(y))
        if self.middle is not None and self.box:
            parts.append(
                f'<rect class="mid{tone}" x="{self._at(self.middle)}" y="{y - 6}" '
                'width="2.5" height="12" rx="1"/>'
            )
        elif self.middle is not None:
            parts.append(
                f'<circle class="dot{tone}" cx="{self._at(self.middle)}" cy="{y}" r="3.5"/>'
            )
        return _svg("interval", self.height, self.label, "".join(parts))

    def _spread(self, y: float) -> str:
        assert self.low is not None and self.high is not None
        low, high = self._at(self.low), self._at(self.high)
        if self.box:
            width = f"{float(high[:-1]) - float(low[:-1]):.2f}%"
            return f'<rect class="range" x="{low}" y="{y - 4}" width="{width}" height="8" rx="2"/>'
        ends = "".join(
            f'<line class="whisk" x1="{x}" x2="{x}" y1="{y - 3}" y2="{y + 3}"/>'
            for x in (low, high)
        )
        return f'<line class="whisk" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>{ends}'


@dataclass(frozen=True, slots=True)
class Spark(Drawing):
    """The trend of one measure, a dot on its last value, a dashed line on the goal. Gaps stay gaps."""

    values: Sequence[Number | None]
    label: str
    reference: Number | None = None
    width: int = 150
    height: int = 24

    def __html__(self) -> SafeString:
        known = [float(v) for v in self.values if v is not None]
        scale = [*known, float(self.reference)] if self.reference is not None else known
        if not known:
            return _svg(
                "spark", self.height, self.label, "", str(self.width), (self.width, self.height)
            )
        low, span = min(scale), (max(scale) - min(scale)) or 1.0
        step = (self.width - 6) / max(len(self.values) - 1, 1)

        def y(value: Number) -> float:
            return self.height - 3 - (float(value) - low) / span * (self.height - 6)

        parts = []
        if self.reference is not None:
            at = f"{y(self.reference):.1f}"
            parts.append(f'<line class="ref" x1="0" x2="{self.width}" y1="{at}" y2="{at}"/>')
        points = [(3 + i * step, y(v)) for i, v in enumerate(self.values) if v is not None]
        for run in _runs(self.values):
            text = " ".join(f"{3 + i * step:.1f},{y(v):.1f}" for i, v in run)
            parts.append(f'<polyline class="line" points="{text}"/>')
        parts.append(
            f'<circle class="dot" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="2.5"/>'
        )
        return _svg(
            "spark",
            self.height,
            self.label,
            "".join(parts),
            str(self.width),
            (self.width, self.height),
        )


def _runs(values: Sequence[Number | None]) -> list[list[tuple[int, Number]]]:
    """Stretches without a gap, as (place, value)."""
    runs: list[list[tuple[int, Number]]] = [[]]
    for i, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]


@dataclass(frozen=True, slots=True)
class Minibars(Drawing):
    """One bar a period against a reference line; low ones in the second colour, gaps as a stub."""

    values: Sequence[Number | None]
    label: str
    reference: Number | None = 1.0
    top: Number = 1.4
    enough: Number = 0.9
    width: int = 68
    height: int = 20

    def __html__(self) -> SafeString:
        bar = (self.width - (len(self.values) - 1) * 2) / max(len(self.values), 1)
        parts = [self._bar(i * (bar + 2), bar, v) for i, v in enumerate(self.values)]
        if self.reference is not None:
            y = f"{self.height - float(self.reference) / float(self.top) * self.height:.1f}"
            parts.append(f'<line class="ref" x1="0" x2="{self.width}" y1="{y}" y2="{y}"/>')
        return _svg(
            "minibars",
            self.height,
            self.label,
            "".join(parts),
            str(self.width),
            (self.width, self.height),
        )

    def _bar(self, x: float, width: float, value: Number | None) -> str:
        if value is None:
            return f'<rect class="none" x="{x:.1f}" y="{self.height - 2}" width="{width:.1f}" height="2"/>'
        tall = max(0.0, min(float(value), float(self.top))) / float(self.top) * self.height
        css = "bar" if value >= self.enough else "bar low"
        return (
            f'<rect class="{css}" x="{x:.1f}" y="{self.height - tall:.1f}" '
            f'width="{width:.1f}" height="{tall:.1f}" rx="1"/>'
        )


@dataclass(frozen=True, slots=True)
class HalfCircle(Drawing):
    """Progress to quota on the rep page only; the tick is the usual share by today."""

    value: Number | None
    label: str
    expected: Number | None = None
    ghost: Number | None = None
    big: str = ""
    small: str = ""

    def __html__(self) -> SafeString:
        parts = [f'<path class="track" d="{_arc(1)}"/>']
        if self.ghost:
            parts.append(f'<path class="ghost" d="{_arc(self.ghost)}"/>')
        if self.value:
            parts.append(f'<path class="val" d="{_arc(self.value)}"/>')
        if self.expected is not None:
            (x0, y0), (x1, y1) = _on_arc(self.expected, 60), _on_arc(self.expected, 80)
            parts.append(
                f'<line class="tick" x1="{x0:.2f}" y1="{y0:.2f}" x2="{x1:.2f}" y2="{y1:.2f}"/>'
            )
        parts.append(
            f'<text class="big" x="84" y="70" text-anchor="middle">{escape(self.big)}</text>'
            f'<text class="small" x="84" y="88" text-anchor="middle">{escape(self.small)}</text>'
        )
        return _svg("arc", 98, self.label, "".join(parts), "168", (168, 98))


def _on_arc(share: Number, radius: int) -> tuple[float, float]:
    angle = math.pi * (1 - max(0.0, min(1.0, float(share))))
    return 84 + radius * math.cos(angle), 84 - radius * math.sin(angle)


def _arc(share: Number) -> str:
    (x0, y0), (x1, y1) = _on_arc(0, 70), _on_arc(share, 70)
    return f"M{x0:.2f} {y0:.2f}A70 70 0 0 1 {x1:.2f} {y1:.2f}"


@dataclass(frozen=True, slots=True)
class Stack(Drawing):
    """Ordered parts of a whole, dark to pale; a gap parts them, not colour alone. Shares add to 1."""

    shares: Sequence[Number]
    label: str
    height: int = 12

    def __html__(self) -> SafeString:
        parts, x = [], 0.0
        for n, share in enumerate(self.shares):
            css = "abcde"[min(n, 4)]
            width = max(100 * float(share) - 0.3, 0)
            parts.append(
                f'<rect class="{css}" x="{100 * x:.2f}%" y="0" width="{width:.2f}%" height="{self.height}"/>'
            )
            x += float(share)
        return _svg("stack", self.height, self.label, "".join(parts))


@dataclass(frozen=True, slots=True)
class Dumbbell(Drawing):
    """Before (hollow) and now (filled) on the axis [start, end]."""

    before: Number | None
    now: Number | None
    start: Number
    end: Number
    label: str
    reference: Number | None = None
    worse: bool = False
    height: int = 18

    def __html__(self) -> SafeString:
        y, tone = self.height / 2, " behind" if self.worse else ""
        parts = [f'<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>']
        if self.reference is not None:
            x = self._at(self.reference)
            parts.append(f'<line class="ref" x1="{x}" x2="{x}" y1="1" y2="{self.height - 1}"/>')
        if self.before is not None and self.now is not None:
            a, b = self._at(self.before), self._at(self.now)
            parts.append(f'<line class="join{tone}" x1="{a}" x2="{b}" y1="{y}" y2="{y}"/>')
        if self.before is not None:
            parts.append(f'<circle class="was" cx="{self._at(self.before)}" cy="{y}" r="4"/>')
        if self.now is not None:
            parts.append(f'<circle class="dot{tone}" cx="{self._at(self.now)}" cy="{y}" r="4.5"/>')
        return _svg("dumbbell", self.height, self.label, "".join(parts))

    def _at(self, value: Number) -> str:
        return _percent((float(value) - self.start) / ((self.end - self.start) or 1))


@dataclass(frozen=True, slots=True)
class Diverge(Drawing):
    """A bar left or right of zero; the signed number stands next to it."""

    value: Number | None
    span: Number
    label: str
    height: int = 14

    def __html__(self) -> SafeString:
        share = max(-1.0, min(1.0, float(self.value or 0) / (float(self.span) or 1))) * 50
        x, css = (50.0, "val") if share >= 0 else (50 + share, "val behind")
        return _svg(
            "diverge",
            self.height,
            self.label,
            f'<rect class="{css}" x="{x:.2f}%" y="{self.height / 2 - 4}" width="{abs(share):.2f}%" '
            f'height="8" rx="2"/><line class="zero" x1="50%" x2="50%" y1="0" y2="{self.height}"/>',
        )


@dataclass(frozen=True, slots=True)
class Funnel(Drawing):
    """Deals that entered a stage (pale) and moved on (solid), as shares of all that entered."""

    entered: Number
    moved_on: Number
    label: str
    height: int = 22

    def __html__(self) -> SafeString:
        tall = self.height - 4
        return _svg(
            "bullet",
            self.height,
            self.label,
            f'<rect class="range" x="0" y="2" width="{_percent(self.entered)}" height="{tall}" rx="3"/>'
            f'<rect class="val" x="0" y="2" width="{_percent(self.moved_on)}" height="{tall}" rx="3"/>',
        )


@dataclass(frozen=True, slots=True)
class Dashes(Drawing):
    """Deals won (solid) and about to go (dashed outline), at most `most` marks."""

    won: int
    to_go: int
    label: str
    most: int = 24

    def __html__(self) -> SafeString:
        won = min(self.won, self.most)
        marks = '<i class="on"></i>' * won + "<i></i>" * max(0, min(self.to_go, self.most - won))
        return mark_safe(  # noqa: S308 - the label is escaped
            f'<div class="dots" role="img" aria-label="{escape(self.label)}">{marks}</div>'
        )
