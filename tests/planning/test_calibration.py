"""In a company of known truth each view tells more than the base rate does, and comes true."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from kpis.services import recompute
from planning.core.calibration import Calibration
from planning.core.weighing import VIEWS
from planning.facts import realism
from planning.services import chances
from sample.services import load_simulated
from sample.simulation import simulate
from teams import facts as teams

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def simulated(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Calibration]]:
    """What became of the chances of the last quarters, by view."""
    folder: Path = tmp_path_factory.mktemp("simulated")
    with django_db_blocker.unblock(), transaction.atomic():
        today: date = teams.today()
        simulate(folder, reps=30, deals=8000, seed=3, as_of=today)
        load_simulated(folder, as_of=today)
        recompute()
        chances.rebuild()
        connection.check_constraints()  # once, not after each test
        found = realism.calibrations(realism.cases())
        yield {view: one for view, one in found.items() if one is not None}
        transaction.set_rollback(True)


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_says_more_than_the_base_rate(simulated, view):
    one = simulated[view]
    assert one.n > 200
    assert one.brier < one.base_brier


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_said_to_be_likelier_happens_more_often(simulated, view):
    """Of bins with enough cases; chance may turn neighbours round, not the ends."""
    bins = [each for each in simulated[view].bins if each.n >= 15]
    assert bins[-1].happened > bins[0].happened + 0.2


def test_a_morning_that_was_looked_at_is_left_alone(simulated):
    assert chances.rebuild() == 0
