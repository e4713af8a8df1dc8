"""Small charts drawn on the server: frozen dataclasses that render themselves as inline SVG.

No script and no style attribute; colours come from theme.css classes; widths are percentages, so a
bar fills its cell. `label` says the numbers in words and is required: it is what a screen reader
reads. Unknown values (None) are simply not drawn. A chart can stand wherever a template prints a
value: `{{ row.bar }}`, a tile's `micro`, a table cell.

The marks: solid bar = booked, pale = forecast or range, thick tick = usual by today, thin line =
quota, dashed grey = reference, whisker = 95 % interval, box = 80 % range, hollow = before or usual.
"""

from ui.charts.bars import Bullet, Dashes, Diverge, Funnel, Minibars, Stack
from ui.charts.columns import Columns, Pillar
from ui.charts.drawing import Drawing
from ui.charts.marks import Dumbbell, HalfCircle, Interval, Spark
from ui.charts.strip import Dot, Strip

ALL: tuple[type[Drawing], ...] = (
    Bullet, Columns, Dashes, Diverge, Dumbbell, Funnel, HalfCircle, Interval, Minibars, Spark,
    Stack, Strip,
)  # fmt: skip
__all__ = [
    "ALL",
    "Bullet",
    "Columns",
    "Dashes",
    "Diverge",
    "Dot",
    "Drawing",
    "Dumbbell",
    "Funnel",
    "HalfCircle",
    "Interval",
    "Minibars",
    "Pillar",
    "Spark",
    "Stack",
    "Strip",
]
