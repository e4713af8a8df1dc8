"""Columns over names, for paper: quarters beside their goals, or steps that hang where the one
before ended. Drawn on the server, so that print shows them without anybody having scrolled."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ui.charts.drawing import Drawing, Number, element, percent, picture

TOP, FLOOR, NAMES = 18.0, 150.0, 16.0
FEW = 8  # columns whose amounts fit side by side on a phone


@dataclass(frozen=True, slots=True)
class Pillar:
    """A column from `base` to base + value; `goal` is a dashed line across it. `kind`: "" plain,
    pale (of before), up, down, won."""

    name: str
    value: Number
    text: str
    base: Number = 0
    goal: Number = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Columns(Drawing):
    """All on one axis, which holds zero; unknown values leave their place empty."""

    pillars: Sequence[Pillar]
    label: str

    def __html__(self) -> SafeString:
        parts = [element("line", css="axis", x1=0, x2="100%", y1=self._y(0), y2=self._y(0))]
        wide = 1 / max(len(self.pillars), 1)
        for n, pillar in enumerate(self.pillars):
            parts += self._pillar(pillar, n, wide)
        return picture("pillars", int(FLOOR + NAMES + 6), self.label, parts)

    def _span(self) -> tuple[float, float]:
        ends = [0.0]
        for one in self.pillars:
            if one.value is not None:
                ends += [float(one.base), float(one.base + one.value)]
            if one.goal is not None:
                ends.append(float(one.goal))
        return min(ends), max(ends)

    def _y(self, value: Number) -> float:
        low, high = self._span()
        return FLOOR - (float(value) - low) / ((high - low) or 1.0) * (FLOOR - TOP)

    def _pillar(self, one: Pillar, n: int, wide: float) -> list[str]:
        """On a phone every other name is left out (`odd`), and of many columns every other amount:
        the table below has them all."""
        at, css = n * wide, "t odd" if n % 2 else "t"
        middle = percent(at + wide / 2)
        name = element("text", one.name, css=css, x=middle, y=FLOOR + NAMES, text_anchor="middle")
        parts = [name]
        if one.value is not None:
            high, low = sorted((self._y(one.base), self._y(one.base + one.value)))
            place = {"x": percent(at + wide * 0.2), "width": percent(wide * 0.6), "y": high}
            css = f"pillar {one.kind}".strip()
            parts.append(element("rect", css=css, height=max(low - high, 1.0), **place))
            seldom = {"css": "odd"} if n % 2 and wide < 1 / FEW else {}
            place = {"x": middle, "y": high - 5, "text_anchor": "middle"}
            parts.append(element("text", one.text, **place, **seldom))
        if one.goal is not None:
            ends = {"x1": percent(at + wide * 0.1), "x2": percent(at + wide * 0.9)}
            y = self._y(one.goal)
            parts.append(element("line", css="target", y1=y, y2=y, **ends))
        return parts
