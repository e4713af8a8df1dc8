"""Everybody's access, and one note of Alice about Bob."""

import pytest

from enablement.services import Content, write_note
from teams.access import Access

SAID = "Ask for the budget in the first call."


@pytest.fixture
def access(cast):
    """Made anew each time, as each request does."""
    return lambda role: Access(cast[role])


@pytest.fixture
def about_bob(access, cast):
    bob = cast["rep"].rep
    return write_note(access=access("manager"), rep_id=bob.pk, content=Content(SAID, "win_rate"))
