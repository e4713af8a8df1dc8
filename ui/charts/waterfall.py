"""A waterfall: what stood at the start, what was added and taken away, what stands at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ui.charts.pieces import Format, as_float, value_axis
from ui.charts.plot import Plot

# Sums, then what adds, what takes away, and what was won.
COLORS = {"total": "$c1", "up": "$c4", "down": "$c2", "won": "$c3"}


@dataclass(frozen=True, slots=True)
class Step:
    """A bar. `kind`: total stands on the ground; up and down hang where the one before ended.

    `href` is where a click on it leads.
    """

    name: str
    value: Decimal
    kind: str
    href: str = ""


def waterfall(id: str, label: str, steps: Sequence[Step], form: Format) -> Plot:
    """Bars from the first total to the last; the table with the same numbers is the page's."""
    at, bases, heights = Decimal(0), [], []
    for step in steps:
        if step.kind == "total":
            at = step.value
            bases.append(Decimal(0))
            heights.append(step.value)
        else:
            bases.append(min(at, at + step.value))
            heights.append(abs(step.value))
            at += step.value
    tops = [float(base + height) for base, height in zip(bases, heights, strict=True)]
    data = {
        "type": "bar",
        "x": [step.name for step in steps],
        "y": [as_float(height) for height in heights],
        "base": [as_float(base) for base in bases],
        "marker": {"color": [COLORS[step.kind] for step in steps]},
        "text": [form(step.value) for step in steps],
        "textposition": "outside",
        "textfont": {"size": 11, "color": "$ink"},
        "cliponaxis": False,
        "hovertemplate": "%{text}",
        "customdata": [step.href for step in steps],
    }
    layout = {
        "xaxis": {"type": "category", "ticks": ""},
        "yaxis": value_axis([0.0, *tops], form),
        "hovermode": "closest",
        "small": {"xaxis": {"type": "category", "ticks": "", "tickangle": -50}, "bargap": 0.2},
    }
    return Plot(id, label, [data], layout, css="lg ")
