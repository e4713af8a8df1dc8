"""Small and big charts."""

from datetime import date, timedelta
from decimal import Decimal

from ui import formats
from ui.charts import limits, plot, svg
from ui.stories.story import Story, drawn

ODD = (
    '{% bullet 1.7 label="170%" top=1.2 %}{% bullet -0.2 label="−20%" %}'
    '{% bullet None label="unknown" %}'
)
BOTH = '{% diverge -0.2 0.5 label="−20%" %}{% diverge 0.4 0.5 label="+40%" %}'
RATES = [0.25, 0.26, None, 0.27, 0.28, 0.275, 0.27, 0.267]
BEFORE = [0.22, 0.23, 0.24, 0.25, 0.25, 0.26, 0.25, 0.25]
DOTS = [svg.Dot(0.1 + 0.07 * n, "Ada" if n == 2 else "Bo" if n == 6 else "") for n in range(9)]

START = date(2026, 5, 1)
DAYS = [START + timedelta(n) for n in range(92)]
PATH = [plot.Point(d, Decimal(n * 100_000), n * 90_000, n * 110_000) for n, d in enumerate(DAYS)]
DONE = [(d, n * 98_000) for n, d in enumerate(DAYS[:47])]
QUARTERS = [f"Q{1 + n % 4} FY{24 + n // 4}" for n in range(8)]


def big() -> tuple[Story, ...]:
    """Made anew for each language, because a spec holds finished text."""
    pacing = plot.pacing(
        "story-pacing",
        "Booked $4.51M of $9.26M",
        booked=DONE,
        usual=PATH,
        quota=9_260_000,
        today=DAYS[46],
    )
    alone = plot.pacing(
        "story-alone", "Booked $4.51M", booked=DONE, usual=[], quota=None, today=None
    )
    rates = plot.lines(
        "story-lines",
        "Win rate 26.7%",
        categories=QUARTERS,
        series=[
            plot.Series("Win rate", RATES),
            plot.Series("Year before", BEFORE, "c6", dashed=True),
        ],
        form=formats.percent,
        from_zero=False,
    )
    change = plot.bars(
        "story-bars",
        "Net change by quarter",
        categories=QUARTERS[:4],
        series=[plot.Series("Net change", [3e6, -1.4e6, 2.2e6, -0.4e6])],
        form=formats.money,
    )
    return (
        *against_limits(),
        Story("chart", "pacing", pacing, wide=True),
        Story("chart", "pacing without history", alone, wide=True),
        Story("chart", "lines", rates, wide=True),
        Story("chart", "bars, negative", change, wide=True),
    )


PILLARS = [
    svg.Pillar("Q1", 2.4, "2.4", 0, 3.0, "pale"),
    svg.Pillar("Q2", None, "", 0, 2.0, "pale"),
    svg.Pillar("Q3", 3.2, "3.2", 0, 3.0, "pale"),
    svg.Pillar("Q4", 3.9, "3.9", 0, 4.1),
]
STEPS = [
    svg.Pillar("Start", 3.0, "3.0"),
    svg.Pillar("Created", 1.0, "+1.0", 3.0, kind="up"),
    svg.Pillar("Lost", -2.0, "−2.0", 4.0, kind="down"),
    svg.Pillar("End", 2.0, "2.0"),
]


def against_limits() -> tuple[Story, ...]:
    cases = [5.0, 20.0, 80.0, 200.0]
    funnel = limits.funnel(
        "story-funnel",
        "Win rates by number of deals: one outside",
        xs=cases,
        middle=0.3,
        middle_name="Peers",
        limits=[limits.Limit("95%", [0.03, 0.13, 0.2, 0.24], [0.7, 0.5, 0.4, 0.36], "dash")],
        spots=[
            limits.Spot(60, 0.31, "Ada", "Ada: 31%"),
            limits.Spot(90, 0.52, "Bo", "Bo: 52%", "out"),
            limits.Spot(120, 0.28, "", "A peer: 28%"),
        ],
        x_title="Deals closed",
        form=formats.percent,
    )
    run = limits.run(
        "story-run",
        "Nothing but the usual ups and downs",
        categories=QUARTERS,
        spots=[limits.Spot(q, v, "Ada", q) for q, v in zip(QUARTERS, RATES, strict=True)],
        middle=0.27,
        low=0.24,
        high=0.3,
        words=("Mean 27%", "Low 24%", "High 30%"),
        form=formats.percent,
    )
    return (
        Story("chart", "funnel", funnel, wide=True),
        Story("chart", "run", run, wide=True),
    )


STORIES = (
    drawn("bullet", "all marks", svg.Bullet(0.44, "44% of quota", 0.38, 1.2, 0.44, 1.05)),
    drawn("bullet", "behind", svg.Bullet(0.25, "25%", 0.38, 1.2, 0.25, 0.64, behind=True)),
    Story("bullet", "over the end, negative, missing", None, ODD),
    drawn("interval", "whiskers", svg.Interval(0.2, 0.3, 0.5, 0, 1, "30%, 20 to 50%", 0.35)),
    drawn("interval", "box", svg.Interval(8.3, 9.0, 9.7, 7, 11, "8.3 to 9.7", 9.26, box=True)),
    drawn("interval", "unknown", svg.Interval(None, None, None, 0, 1, "unknown")),
    drawn("spark", "with gap", svg.Spark([1, 2, None, 3, 2.5], "trend", 2)),
    drawn("spark", "flat", svg.Spark([2, 2, 2], "flat")),
    drawn("spark", "one value", svg.Spark([2], "one")),
    drawn("spark", "empty", svg.Spark([], "none")),
    drawn("minibars", "with gaps", svg.Minibars([1.1, 0.8, None, 1.3, 0.95], "attainment")),
    drawn(
        "halfcircle", "with ghost", svg.HalfCircle(0.557, "56%", 0.377, 0.834, "55.7%", "of quota")
    ),
    drawn("halfcircle", "nothing yet", svg.HalfCircle(None, "no quota", small="no quota")),
    drawn("stack", "five", svg.Stack([0.11, 0.18, 0.22, 0.24, 0.25], "pipeline by stage")),
    drawn("dumbbell", "worse", svg.Dumbbell(0.62, 0.51, 0.4, 0.9, "51%, usual 62%", worse=True)),
    Story("diverge", "both", None, BOTH),
    drawn("funnel", "one", svg.Funnel(0.6, 0.4, "60% in, 40% on")),
    drawn("columns", "quarters with a goal", svg.Columns(PILLARS, "four quarters")),
    drawn("columns", "steps", svg.Columns(STEPS, "from 3M to 2M")),
    drawn("columns", "nothing", svg.Columns([], "nothing")),
    drawn("strip", "two named", svg.Strip(DOTS, 0.1, 0.7, "nine reps", 0.3, 0.45, 0.38, "Middle")),
    drawn("strip", "nobody", svg.Strip([], 0, 1, "nobody")),
    drawn("dashes", "six of eleven", svg.Dashes(6, 5, "6 won, 5 to go")),
    drawn("dashes", "very many", svg.Dashes(3, 900, "3 won, 900 to go")),
)
