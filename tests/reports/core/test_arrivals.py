"""Joining, leaving, moving and leading on the days of a quarter."""

from datetime import date

import pytest

from kernel.dated import Days
from reports.core.arrivals import Event, events
from teams.core.access import Belonging

START, END = date(2026, 4, 1), date(2026, 7, 1)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def home(start, end, team=1, *, leads=False):
    return Belonging(7, team, leads, Days(start, end))


@pytest.mark.parametrize(
    ("belongings", "found"),
    [
        ([home(None, None)], []),
        ([home(MAY, None)], [Event(MAY, "joined", 7, None, 1)]),
        ([home(None, MAY)], [Event(MAY, "left", 7, 1, None)]),
        ([home(None, MAY), home(MAY, None, 2)], [Event(MAY, "moved", 7, 1, 2)]),
        ([home(None, MAY), home(MAY, None)], []),
        (
            [home(None, MAY), home(JUNE, None, 2)],
            [Event(MAY, "left", 7, 1, None), Event(JUNE, "joined", 7, None, 2)],
        ),
        ([home(MAY, None, leads=True)], [Event(MAY, "leads", 7, None, 1)]),
        ([home(None, MAY, leads=True)], [Event(MAY, "no_longer_leads", 7, 1, None)]),
        ([home(START, None)], [Event(START, "joined", 7, None, 1)]),
        ([home(END, None)], []),
        ([home(None, END)], []),
    ],
    ids=[
        "always there",
        "joined",
        "left",
        "moved",
        "the same team goes on",
        "a pause",
        "began to lead",
        "ceased to lead",
        "on the first day",
        "after the last day",
        "left after the last day",
    ],
)
def test_what_happened(belongings, found):
    assert events(belongings, START, END) == found
