"""A bottleneck, and the day on which one looks whether an action on it helped."""

from datetime import timedelta

import pytest

from kpis.models import Bottleneck
from kpis.services import bottlenecks
from teams import facts as teams
from tests.kpis.test_bottlenecks import deals


@pytest.fixture
def leak(bob, charlie):
    """Bob loses three of four in Qualify, where he lost one of four."""
    for rep, lost in ((bob.rep, 30), (charlie.rep, 10)):
        deals(rep, lost=lost, moved=40 - lost, age=60, reason="No decision")
        deals(rep, lost=40, moved=120, age=200)
    bottlenecks.keep()
    return Bottleneck.objects.get()


@pytest.fixture
def later(monkeypatch):
    """A hundred days later: the check date of the actions here."""

    def move():
        day = teams.today() + timedelta(100)
        monkeypatch.setattr(teams, "today", lambda: day)

    return move
