"""A strip of dots, one a person, without names but for those picked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ui.charts.drawing import Drawing, Number, element, percent, picture

# So many columns of dots side by side; dots of one column are stacked.
COLUMNS = 60
FLOOR, DOT = 78, 9


@dataclass(frozen=True, slots=True)
class Dot:
    """A person's result; `name` only where they may be named."""

    value: Number
    name: str = ""


@dataclass(frozen=True, slots=True)
class Strip(Drawing):
    """Dots on the axis [start, end]; the band is the middle half, the dashed line a reference."""

    dots: Sequence[Dot]
    start: Number
    end: Number
    label: str
    low: Number = None
    high: Number = None
    reference: Number = None
    reference_text: str = ""
    ticks: Sequence[tuple[Number, str]] = ()

    def __html__(self) -> SafeString:
        parts = self._ground()
        heights: dict[int, int] = {}
        ordered = sorted(self.dots, key=lambda dot: bool(dot.name))
        columns = [round(self._share(dot.value) * COLUMNS) for dot in ordered]
        most = max((columns.count(c) for c in set(columns)), default=1)
        step = min(DOT, (FLOOR - 24) / most)
        for dot, column in zip(ordered, columns, strict=True):
            level = heights[column] = heights.get(column, -1) + 1
            parts += self._dot(dot, FLOOR - 6 - level * step)
        return picture("strip", 98, self.label, parts)

    def _share(self, value: Number) -> float:
        width = (float(self.end) - float(self.start)) or 1.0
        # Room for half a dot and a name at either end
        return 0.04 + 0.92 * max(0.0, min(1.0, (float(value) - float(self.start)) / width))

    def _ground(self) -> list[str]:
        parts = []
        if self.low is not None and self.high is not None:
            low, high = self._share(self.low), self._share(self.high)
            wide = percent(high - low)
            parts.append(element("rect", css="band", x=percent(low), y=16, width=wide, height=62))
        parts.append(element("line", css="axis", x1=0, x2="100%", y1=FLOOR, y2=FLOOR))
        if self.reference is not None:
            x = percent(self._share(self.reference))
            parts.append(element("line", css="ref", x1=x, x2=x, y1=4, y2=FLOOR))
            parts.append(element("text", self.reference_text, css="t", x=x, y=10, dx=4))
        for value, text in self.ticks:
            x = percent(self._share(value))
            parts.append(element("text", text, css="t", x=x, y=94, text_anchor="middle"))
        return parts

    def _dot(self, dot: Dot, y: float) -> list[str]:
        share = self._share(dot.value)
        x = percent(share)
        if not dot.name:
            return [element("circle", css="dot", cx=x, cy=y, r=4)]
        anchor = "start" if share < 0.2 else "end" if share > 0.8 else "middle"
        name = element("text", dot.name, css="on", x=x, y=y - 9, text_anchor=anchor)
        return [element("circle", css="dot on", cx=x, cy=y, r=5.5), name]
