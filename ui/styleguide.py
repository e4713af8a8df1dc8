"""A story for every component in every state: empty, one, many, long, negative, missing.

The style guide page shows them; tests render all of them in both languages and themes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, QueryDict
from django.template import Context, Template
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from kernel.periods import FiscalCalendar
from ui import components as c
from ui import formats
from ui.charts import plot, svg
from ui.period_picker import PeriodPicker

LONG = "Société coopérative d'approvisionnement en instruments de mesure du Sud-Ouest"
SCRIPT = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Story:
    """`component` is the tag's name; `thing` its argument; `source` replaces the plain tag."""

    component: str
    state: str
    thing: Any = None
    source: str = ""
    wide: bool = False

    @cached_property
    def html(self) -> SafeString:
        source = self.source or f"{{% {self.component} thing %}}"
        return Template("{% load i18n ui %}" + source).render(Context({"thing": self.thing}))


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "title": "Components",
        "lede": "Every part used on the pages, with its states.",
        "crumbs": (c.Crumb("Design reference"), c.Crumb("Components")),
        "groups": grouped(),
        "colors": COLORS,
    }


COLORS = [
    "bg",
    "surface",
    "sunken",
    "line",
    "line-2",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "accent-soft",
    "good",
    "warn",
    "bad",
    "c1",
    "c2",
    "c3",
    "c4",
    "c5",
    "c6",
    "c1-soft",
    "c2-soft",
    "track",
]


def grouped() -> dict[str, list[Story]]:
    groups: dict[str, list[Story]] = {}
    for story in stories():
        groups.setdefault(story.component, []).append(story)
    return groups


def stories() -> Iterator[Story]:
    yield from _figures()
    yield from _judgements()
    yield from _lists()
    yield from _frame()
    yield from _small_charts()
    yield from _big_charts()


def _figures() -> Iterator[Story]:
    booked = c.Tile(
        "Booked",
        "$3.53M",
        "of $9.26M",
        "#",
        svg.Bullet(0.381, "38% of quota", 0.377),
        c.Status("on_pace", "38.1%, usual 37.7%"),
        c.Change("+9.7%", True),
        "on last year",
    )
    thin = c.Tile(
        "Pipeline coverage",
        "2.7×",
        "need 3.2×",
        "#",
        svg.Bullet(0.67, "2.7 of 3.2 needed", 0.8, behind=True),
        c.Status("behind", "$3.1M too thin"),
        sub="$15.3M open, $5.7M to go",
    )
    trend = c.Tile(
        "Win rate",
        "26.7%",
        "goal 28%",
        "#",
        svg.Spark([0.25, 0.26, 0.255, 0.27, 0.28, 0.275, 0.27, 0.267], "Win rate", 0.28),
        c.Status("normal"),
        sub="672 of 2,520, 4 quarters",
    )
    yield Story("tiles", "many", [booked, thin, trend, booked, thin, trend], wide=True)
    yield Story("tiles", "three", [booked, thin, trend], wide=True)
    missing = c.Tile("Quota", "", "not set", status=c.Status("none"))
    negative = c.Tile(
        "Net change", "−$3.6M", status=c.Status("far_behind"), change=c.Change("−4%", False)
    )
    yield Story(
        "tiles",
        "missing, negative, long",
        [missing, negative, c.Tile(LONG, "$1.25B", LONG)],
        wide=True,
    )
    facts = (
        c.Fact("Booked", "$161.5k"),
        c.Fact("Quota", "$290.0k"),
        c.Fact("Forecast", "$304k", "($240k to $375k)"),
        c.Fact("To go", "$128.5k", total=True),
    )
    yield Story("facts", "many", facts)
    yield Story("facts", "left", facts[:2], "{% facts thing left=True %}")
    yield Story("facts", "missing and long", (c.Fact("Territory", ""), c.Fact(LONG, LONG)))
    yield Story("explained", "with link", c.Explained("Quota is the sum of assigned goals.", "#"))


def _judgements() -> Iterator[Story]:
    for kind in c.STATUS_KINDS:
        yield Story("status", kind, c.Status(kind))
    yield Story("status", "missing", None)
    yield Story("tag", "plain", c.Tag("Draft"))
    for tone, word in (
        ("info", "In review"),
        ("good", "Paid"),
        ("warn", "Held"),
        ("bad", "Unreadable"),
    ):
        yield Story("tag", tone, c.Tag(word, tone, "check" if tone == "good" else ""))  # type: ignore[arg-type]
    yield Story("note", "information", c.Note("In review until Monday 22 June."))
    yield Story("note", "stale", c.Note("CRM data is 3 days old.", "warn", c.Link("See why", "#")))
    yield Story(
        "note",
        "conflict",
        c.Note("Not saved: someone changed this.", "bad", c.Link("Show both", "#")),
    )
    yield Story("note", "done", c.Note("308 deals imported.", "good"))
    yield Story("progress", "half", c.Progress(0.52, "Loading deals"))
    yield Story("progress", "unknown size", c.Progress(None, "Reading the file"))
    yield Story("progress", "done", c.Progress(1, "Loaded"))


def _lists() -> Iterator[Story]:
    todos = [
        c.Todo("EMEA South is 12.5 points behind", "#", "−$151k", "Coverage 1.5× of 3.2× needed.", "bad", "chevrons-down"),
        c.Todo("11 open deals have a past close date", "#", "$322k", "They count until moved or closed.", icon="calendar-x", action=c.Link("Set new dates", "#")),
        c.Todo("14 imported rows wait for a fix", "#", "$206k", "Not counted anywhere yet.", "info", "database"),
    ]  # fmt: skip
    yield Story("todo", "many", todos)
    yield Story("todo", "empty", [])
    yield Story("todo", "long, script in a name", [c.Todo(LONG + SCRIPT, "#", "−$1.25B", LONG)])
    yield Story("person", "with role", c.Person("Maya Okafor", "Account executive, NA East", "#"))
    yield Story("person", "one name, large", c.Person("Prince", large=True))
    yield Story("person", "no name", c.Person(""))
    yield Story(
        "setup",
        "started",
        [
            c.SetupStep(
                "Company and fiscal year",
                "FY26 starts 1 February 2026",
                True,
                c.Link("Change", "#"),
            ),
            c.SetupStep(
                "Deals",
                "Won, lost and open, two years if you have them",
                False,
                c.Link("Import", "#"),
            ),
        ],
    )
    clear = c.Action("Clear filters", "#")
    yield Story(
        "empty",
        "no result",
        c.Empty("No deals match", "No open deal closes in June above $100k.", actions=(clear,)),
    )
    ways = (c.Action("Import deals", "#", "upload", "primary"), c.Action("Load the sample", "#"))
    yield Story(
        "empty",
        "no data",
        c.Empty("No data yet", "Import your deals to see results.", "gauge", ways),
    )
    yield Story("action", "primary", c.Action("Accept", "#", "check", "primary"))
    yield Story("action", "light", c.Action("Export", "#", "download"))
    yield Story("action", "quiet", c.Action("Cancel", "#", kind="quiet"))


def _frame() -> Iterator[Story]:
    calendar = FiscalCalendar(2, year_named_by_end=False)
    period = calendar.quarter_of(date(2026, 6, 16))
    for kind in ("quarter", "month", "year"):
        chosen = calendar.of(kind, period.start)  # type: ignore[arg-type]
        yield Story("period", kind, PeriodPicker(chosen, calendar, QueryDict("scope=team:emea")))
    tabs = [c.Tab("Overview", "#", True), c.Tab("Compare reps", "#"), c.Tab("Trends", "#")]
    yield Story("tabs", "many", tabs)
    yield Story("tabs", "none", [])
    yield Story(
        "seg", "two", [c.Tab("Fair", "#", True), c.Tab("Raw", "#")], '{% seg thing label="View" %}'
    )
    yield Story(
        "crumbs", "deep", [c.Crumb("Performance", "#"), c.Crumb("EMEA", "#"), c.Crumb(LONG)]
    )
    yield Story(
        "steps", "third", c.Steps(("Upload", "Match columns", "Check", "Import"), 2), wide=True
    )
    yield Story(
        "key",
        "marks",
        [
            c.Key("Booked"),
            c.Key("Behind", "k2"),
            c.Key("Usual", "kt"),
            c.Key("Forecast", "ks"),
            c.Key("Range", "kl"),
            c.Key("Now", "kd"),
            c.Key("Before", "ko"),
        ],
    )
    yield Story(
        "panel",
        "whole",
        c.Explained("Definition.", "#"),
        '{% panel "Coverage is 2.7×, 3.2× is needed" sub="Open pipeline against what is still to book." foot=thing %}Body{% endpanel %}',
    )
    yield Story(
        "icon", "with label", None, '{% icon "gauge" label="Performance" %} {% icon "gauge" %}'
    )


def _small_charts() -> Iterator[Story]:
    yield Story(
        "bullet",
        "all marks",
        svg.Bullet(0.44, "44% of quota", 0.38, 1.2, 0.44, 1.05),
        "{{ thing }}",
    )
    yield Story(
        "bullet",
        "behind",
        svg.Bullet(0.25, "25% of quota", 0.38, 1.2, 0.25, 0.64, behind=True),
        "{{ thing }}",
    )
    yield Story(
        "bullet",
        "over the end, negative, missing",
        None,
        '{% bullet 1.7 label="170%" top=1.2 %}{% bullet -0.2 label="−20%" %}{% bullet None label="unknown" %}',
    )
    yield Story(
        "interval",
        "whiskers",
        svg.Interval(0.2, 0.3, 0.5, 0, 1, "30%, 20 to 50%", 0.35),
        "{{ thing }}",
    )
    yield Story(
        "interval",
        "box",
        svg.Interval(8.3, 9.0, 9.7, 7, 11, "8.3 to 9.7", 9.26, box=True),
        "{{ thing }}",
    )
    yield Story(
        "interval", "unknown", svg.Interval(None, None, None, 0, 1, "unknown"), "{{ thing }}"
    )
    yield Story("spark", "with gap", svg.Spark([1, 2, None, 3, 2.5], "trend", 2), "{{ thing }}")
    yield Story("spark", "flat", svg.Spark([2, 2, 2], "flat"), "{{ thing }}")
    yield Story("spark", "one value", svg.Spark([2], "one"), "{{ thing }}")
    yield Story("spark", "empty", svg.Spark([], "none"), "{{ thing }}")
    yield Story(
        "minibars",
        "with gaps",
        svg.Minibars([1.1, 0.8, None, 1.3, 0.95], "attainment"),
        "{{ thing }}",
    )
    yield Story(
        "halfcircle",
        "with ghost",
        svg.HalfCircle(0.557, "55.7% of quota", 0.377, 0.834, "55.7%", "of quota"),
        "{{ thing }}",
    )
    yield Story(
        "halfcircle",
        "nothing yet",
        svg.HalfCircle(None, "no quota", small="no quota"),
        "{{ thing }}",
    )
    yield Story(
        "stack",
        "five",
        svg.Stack([0.11, 0.18, 0.22, 0.24, 0.25], "pipeline by stage"),
        "{{ thing }}",
    )
    yield Story(
        "dumbbell",
        "worse",
        svg.Dumbbell(0.62, 0.51, 0.4, 0.9, "51%, usual 62%", worse=True),
        "{{ thing }}",
    )
    yield Story(
        "diverge",
        "both",
        None,
        '{% diverge -0.2 0.5 label="−20%" %}{% diverge 0.4 0.5 label="+40%" %}',
    )
    yield Story("funnel", "one", svg.Funnel(0.6, 0.4, "60% in, 40% on"), "{{ thing }}")
    yield Story("dashes", "six of eleven", svg.Dashes(6, 5, "6 won, 5 to go"), "{{ thing }}")
    yield Story("dashes", "very many", svg.Dashes(3, 900, "3 won, 900 to go"), "{{ thing }}")


def _big_charts() -> Iterator[Story]:
    start = date(2026, 5, 1)
    days = [start + timedelta(n) for n in range(92)]
    usual = [
        plot.Point(d, Decimal(n * 100_000), n * 90_000, n * 110_000) for n, d in enumerate(days)
    ]
    booked = [(d, n * 98_000) for n, d in enumerate(days[:47])]
    pacing = plot.pacing(
        "story-pacing",
        "Booked $4.51M of $9.26M",
        booked=booked,
        usual=usual,
        quota=9_260_000,
        today=days[46],
    )
    yield Story("chart", "pacing", pacing, wide=True)
    alone = plot.pacing(
        "story-alone", "Booked $4.51M", booked=booked, usual=[], quota=None, today=None
    )
    yield Story("chart", "pacing without history", alone, wide=True)
    quarters = [f"Q{1 + n % 4} FY{24 + n // 4}" for n in range(8)]
    now = plot.Series("Win rate", [0.25, 0.26, None, 0.27, 0.28, 0.275, 0.27, 0.267])
    before = plot.Series(
        "Year before", [0.22, 0.23, 0.24, 0.25, 0.25, 0.26, 0.25, 0.27], "c6", dashed=True
    )
    yield Story(
        "chart",
        "lines",
        plot.lines(
            "story-lines",
            "Win rate 26.7%",
            categories=quarters,
            series=[now, before],
            form=formats.percent,
            from_zero=False,
        ),
        wide=True,
    )
    change = plot.Series("Net change", [3e6, -1.4e6, 2.2e6, -0.4e6])
    yield Story(
        "chart",
        "bars, negative",
        plot.bars(
            "story-bars",
            "Net change by quarter",
            categories=quarters[:4],
            series=[change],
            form=formats.money,
        ),
        wide=True,
    )
