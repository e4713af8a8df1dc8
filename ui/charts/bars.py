"""Small charts made of bars; see `svg` for what the marks mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ui.charts.drawing import Drawing, Number, element, percent, picture


@dataclass(frozen=True, slots=True)
class Bullet(Drawing):
    """Value against a goal, all in units of the goal; `top` is the end of the axis."""

    value: Number
    label: str
    expected: Number = None
    top: Number = 1.0
    low: Number = None
    high: Number = None
    behind: bool = False
    height: int = 18

    def __html__(self) -> SafeString:
        top, mid = float(self.top) or 1.0, self.height / 2
        bar = {"y": mid - 4, "height": 8}
        parts = [element("rect", css="track", x=0, width="100%", rx=2, **bar)]
        if self.low is not None and self.high is not None:
            start, end = float(self.low) / top, min(float(self.high), top) / top
            wide = percent(end - start)
            parts.append(element("rect", css="range", x=percent(start), width=wide, **bar))
        if self.value is not None:
            css, wide = "val behind" if self.behind else "val", percent(float(self.value) / top)
            parts.append(element("rect", css=css, x=0, width=wide, rx=2, **bar))
        if self.expected is not None:
            x = percent(float(self.expected) / top)
            parts.append(element("rect", css="tick", x=x, y=mid - 8, width=2, height=16, rx=1))
        if top > 1:
            x = percent(1 / top)
            parts.append(element("line", css="goal", x1=x, x2=x, y1=mid - 7, y2=mid + 7))
        return picture("bullet", self.height, self.label, parts)


@dataclass(frozen=True, slots=True)
class Minibars(Drawing):
    """One bar a period against a reference line; low ones in the second colour, gaps as a stub."""

    values: Sequence[Number]
    label: str
    reference: Number = 1.0
    top: Number = 1.4
    enough: Number = 0.9
    width: int = 68
    height: int = 20

    def __html__(self) -> SafeString:
        bar = (self.width - (len(self.values) - 1) * 2) / max(len(self.values), 1)
        parts = [self._bar(i * (bar + 2), bar, v) for i, v in enumerate(self.values)]
        if self.reference is not None:
            y = self.height - float(self.reference) / float(self.top) * self.height
            parts.append(element("line", css="ref", x1=0, x2=self.width, y1=y, y2=y))
        return picture("minibars", self.height, self.label, parts, self.width, box=True)

    def _bar(self, x: float, width: float, value: Number) -> str:
        if value is None:
            return element("rect", css="none", x=x, y=self.height - 2, width=width, height=2)
        tall = max(0.0, min(float(value), float(self.top))) / float(self.top) * self.height
        css = "bar" if value >= self.enough else "bar low"
        return element("rect", css=css, x=x, y=self.height - tall, width=width, height=tall, rx=1)


@dataclass(frozen=True, slots=True)
class Stack(Drawing):
    """Ordered parts of a whole, dark to pale, parted by a gap; the shares add up to 1."""

    shares: Sequence[Number]
    label: str
    height: int = 12

    def __html__(self) -> SafeString:
        parts, at = [], 0.0
        for n, share in enumerate(self.shares):
            wide = f"{max(100 * float(share) - 0.3, 0):.2f}%"
            css, x = "abcde"[min(n, 4)], f"{100 * at:.2f}%"
            parts.append(element("rect", css=css, x=x, y=0, width=wide, height=self.height))
            at += float(share)
        return picture("stack", self.height, self.label, parts)


@dataclass(frozen=True, slots=True)
class Diverge(Drawing):
    """A bar left or right of zero; the signed number stands next to it."""

    value: Number
    span: Number
    label: str
    height: int = 14

    def __html__(self) -> SafeString:
        share = max(-1.0, min(1.0, float(self.value or 0) / (float(self.span) or 1))) * 50
        css, x = ("val", 50.0) if share >= 0 else ("val behind", 50 + share)
        size = {"y": self.height / 2 - 4, "height": 8, "rx": 2}
        bar = element("rect", css=css, x=f"{x:.2f}%", width=f"{abs(share):.2f}%", **size)
        zero = element("line", css="zero", x1="50%", x2="50%", y1=0, y2=self.height)
        return picture("diverge", self.height, self.label, [bar, zero])


@dataclass(frozen=True, slots=True)
class Funnel(Drawing):
    """Deals that entered a stage (pale) and moved on (solid), as shares of all that entered."""

    entered: Number
    moved_on: Number
    label: str
    height: int = 22

    def __html__(self) -> SafeString:
        size = {"x": 0, "y": 2, "height": self.height - 4, "rx": 3}
        pale = element("rect", css="range", width=percent(self.entered or 0), **size)
        solid = element("rect", css="val", width=percent(self.moved_on or 0), **size)
        return picture("bullet", self.height, self.label, [pale, solid])


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
