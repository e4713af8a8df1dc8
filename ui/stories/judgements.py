"""Judgements, states and notices."""

from ui import components as c
from ui.stories.story import Story

STORIES = (
    *(Story("status", kind, c.Status(kind)) for kind in c.STATUS_KINDS),
    Story("status", "missing", None),
    Story("tag", "plain", c.Tag("Draft")),
    Story("tag", "info", c.Tag("In review", "info")),
    Story("tag", "good", c.Tag("Paid", "good", "check")),
    Story("tag", "warn", c.Tag("Held", "warn")),
    Story("tag", "bad", c.Tag("Unreadable", "bad")),
    Story("note", "information", c.Note("In review until Monday 22 June.")),
    Story("note", "stale", c.Note("CRM data is 3 days old.", "warn", c.Link("See why", "#"))),
    Story("note", "conflict", c.Note("Someone changed this.", "bad", c.Link("Show both", "#"))),
    Story("note", "done", c.Note("308 deals imported.", "good")),
    Story("progress", "half", c.Progress(0.52, "Loading deals")),
    Story("progress", "unknown size", c.Progress(None, "Reading the file")),
    Story("progress", "done", c.Progress(1, "Loaded")),
)
