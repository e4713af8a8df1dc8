"""Lists, people, empty states and buttons."""

from ui import components as c
from ui.stories.story import LONG, SCRIPT, Story

BEHIND = c.Todo(
    "EMEA South is 12.5 points behind",
    "#",
    "−$151k",
    "Coverage 1.5× of 3.2× needed.",
    "bad",
    "chevrons-down",
)
PAST = c.Todo(
    "11 open deals have a past close date",
    "#",
    "$322k",
    "They count until moved or closed.",
    icon="calendar-x",
    action=c.Link("Set new dates", "#"),
)
WAITING = c.Todo(
    "14 imported rows wait for a fix", "#", "$206k", "Not counted yet.", "info", "database"
)
STEPS = [
    c.SetupStep("Company and fiscal year", "FY26 starts 1 February", True, c.Link("Change", "#")),
    c.SetupStep("Deals", "Won, lost and open", False, c.Link("Import", "#")),
]
CLEAR = (c.Action("Clear filters", "#"),)
WAYS = (c.Action("Import deals", "#", "upload", "primary"), c.Action("Load the sample", "#"))

CONFIRM = (
    '{% confirm "Undo this load" "#" icon="undo-2" %}308 deals go back to what they were.'
    "{% endconfirm %}"
)

STORIES = (
    Story("todo", "many", [BEHIND, PAST, WAITING]),
    Story("todo", "empty", []),
    Story("todo", "long, script in a name", [c.Todo(LONG + SCRIPT, "#", "−$1.25B", LONG)]),
    Story("person", "with role", c.Person("Maya Okafor", "Account executive, NA East", "#")),
    Story("person", "one name, large", c.Person("Prince", large=True)),
    Story("person", "no name", c.Person("")),
    Story("setup", "started", STEPS),
    Story("empty", "no result", c.Empty("No deals match", "Stage: Evaluate", actions=CLEAR)),
    Story("empty", "no data", c.Empty("No data yet", "Import your deals.", "gauge", WAYS)),
    Story("action", "primary", c.Action("Accept", "#", "check", "primary")),
    Story("action", "light", c.Action("Export", "#", "download")),
    Story("confirm", "undo", None, CONFIRM),
    Story("action", "quiet", c.Action("Cancel", "#", kind="quiet")),
)
