"""Figures and pairs of label and value."""

from ui import components as c
from ui.charts import svg
from ui.stories.story import LONG, Story

BOOKED = c.Tile(
    "Booked",
    "$3.53M",
    "of $9.26M",
    "#",
    svg.Bullet(0.381, "38% of quota", 0.377),
    c.Status("on_pace", "38.1%, usual 37.7%"),
    c.Change("+9.7%", True),
    "on last year",
)
THIN = c.Tile(
    "Pipeline coverage",
    "2.7×",
    "need 3.2×",
    "#",
    svg.Bullet(0.67, "2.7 of 3.2 needed", 0.8, behind=True),
    c.Status("behind", "$3.1M too thin"),
    sub="$15.3M open, $5.7M to go",
)
TREND = c.Tile(
    "Win rate",
    "26.7%",
    "goal 28%",
    "#",
    svg.Spark([0.25, 0.26, 0.255, 0.27, 0.28, 0.275, 0.27, 0.267], "Win rate", 0.28),
    c.Status("normal"),
    sub="672 of 2,520, 4 quarters",
)
MISSING = c.Tile("Quota", "", "not set", status=c.Status("none"))
NEGATIVE = c.Tile(
    "Net change", "−$3.6M", status=c.Status("far_behind"), change=c.Change("−4%", False)
)
FACTS = (
    c.Fact("Booked", "$161.5k"),
    c.Fact("Quota", "$290.0k"),
    c.Fact("Forecast", "$304k", "($240k to $375k)"),
    c.Fact("To go", "$128.5k", total=True),
)


def _strip(state: str, *tiles: c.Tile) -> Story:
    source = f'{{% tiles thing label="Figures: {state}" %}}'
    return Story("tiles", state, list(tiles), source, wide=True)


STORIES = (
    _strip("many", BOOKED, THIN, TREND, BOOKED, THIN, TREND),
    _strip("three", BOOKED, THIN, TREND),
    _strip("missing, negative, long", MISSING, NEGATIVE, c.Tile(LONG, "$1.25B", LONG)),
    Story("facts", "many", FACTS),
    Story("facts", "left", FACTS[:2], "{% facts thing left=True %}"),
    Story("facts", "missing and long", (c.Fact("Territory", ""), c.Fact(LONG, LONG))),
    Story("explained", "with link", c.Explained("Quota is the sum of assigned goals.", "#")),
    Story("explained", "without link", c.Explained("Median of won deals.")),
)
