"""The parts around the content: period, tabs, breadcrumb, steps, panels."""

from datetime import date

from django.http import QueryDict

from kernel.periods import FiscalCalendar
from ui import components as c
from ui.period_picker import PeriodPicker
from ui.stories.story import LONG, Story

CALENDAR = FiscalCalendar(2)
DAY = date(2026, 6, 16)
PERIODS = (CALENDAR.quarter_of(DAY), CALENDAR.month_of(DAY), CALENDAR.year_of(DAY))
PANEL = (
    '{% panel "Coverage is 2.7×, 3.2× is needed" sub="Open pipeline." foot=thing %}'
    "Body{% endpanel %}"
)
KEYS = [
    c.Key("Booked"),
    c.Key("Behind", "k2"),
    c.Key("Usual", "kt"),
    c.Key("Forecast", "ks"),
    c.Key("Range", "kl"),
    c.Key("Now", "kd"),
    c.Key("Before", "ko"),
]
TABS = [c.Tab("Overview", "#", True), c.Tab("Compare reps", "#"), c.Tab("Trends", "#")]
CRUMBS = [c.Crumb("Performance", "#"), c.Crumb("EMEA", "#"), c.Crumb(LONG)]
WIZARD = c.Steps(("Upload", "Match columns", "Check", "Import"), 2)

STORIES = (
    *(
        Story("period", p.kind, PeriodPicker(p, CALENDAR, QueryDict("scope=team:emea")))
        for p in PERIODS
    ),
    Story("tabs", "many", TABS),
    Story("tabs", "none", []),
    Story("seg", "two", TABS[:2], '{% seg thing label="View" %}'),
    Story("crumbs", "deep", CRUMBS, '{% crumbs thing label="Example" %}'),
    Story("steps", "third", WIZARD, wide=True),
    Story("key", "marks", KEYS),
    Story("panel", "whole", c.Explained("Definition.", "#"), PANEL),
    Story("icon", "with label", None, '{% icon "gauge" label="Pace" %} {% icon "gauge" %}'),
)
