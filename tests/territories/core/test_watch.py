"""The clock of a run: what is told of it, and that it may be over before anything began."""

import time

from territories.core.optimiser.solve import proposed
from territories.core.optimiser.watch import Watch
from tests.territories.core.questions import pfizer


def test_the_parts_of_a_run_tell_how_much_of_the_whole_is_gone():
    told = []
    watch = Watch(10.0, progress=lambda stage, gone: told.append((stage, gone)))
    time.sleep(0.02)
    watch.part(1.0).part(0.5).stage("cost")
    watch.stage("cost")
    assert [stage for stage, _gone in told] == ["cost", "cost"]
    assert 0.002 <= told[0][1] <= told[1][1] < 0.1


def test_without_time_all_of_it_is_gone():
    told = []
    Watch(10.0, progress=lambda stage, gone: told.append(gone)).part(0.0).stage("cost")
    nothing = Watch(0.0, progress=lambda stage, gone: told.append(gone))
    nothing.stage("cost")
    assert told[0] < 0.1
    assert told[1] == 1.0


def test_a_question_without_time_is_not_taken_for_one_without_an_answer():
    found = proposed(pfizer(), Watch(0.0))
    assert found.status in ("optimal", "feasible", "time_limit")
