"""What is worked out of stored numbers stays until the next recompute."""

import pytest
from django.utils import timezone

from audit import services as runs
from kpis.facts.kept import PRODUCT, code_of, kept

pytestmark = pytest.mark.django_db


@pytest.fixture
def recomputed():
    def done(state="done"):
        run = runs.queue_run(kind="kpis.recompute", params={})
        type(run).objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now())
        return run

    done()
    return done


def asked(found, *also):
    """What is given for a question that would now be answered by `found`."""
    return kept(*also).get("answer", lambda: found)


def test_it_is_worked_out_once_until_the_next_recompute(recomputed):
    assert asked(1) == 1
    assert asked(2) == 1
    recomputed()
    assert asked(3) == 3


def test_what_else_it_rests_on_is_part_of_the_question(recomputed):
    assert asked(1, "May", [7]) == 1
    assert asked(2, "May", [7, 8]) == 2
    assert asked(3, "May", [7]) == 1
    assert kept("May", [7]).get("another", lambda: 4) == 4


def test_what_is_false_is_kept_too(recomputed):
    assert asked({}) == {}
    assert asked({1: 2}) == {}


def test_without_a_recompute_nothing_is_kept():
    assert asked(1) == 1
    assert asked(2) == 2


def test_a_recompute_that_failed_has_changed_numbers_too(recomputed):
    assert asked(1) == 1
    recomputed("failed")
    assert asked(2) == 2


def test_one_that_has_not_ended_is_waited_for(recomputed):
    assert asked(1) == 1
    runs.claim(runs.queue_run(kind="kpis.recompute", params={}))
    assert asked(2) == 1


@pytest.mark.parametrize("room", ["kernel", "territories", "kpis", "dashboards"])
def test_another_release_does_not_read_what_this_one_kept(tmp_path, room):
    codes = set()
    for release in ("old", "new"):
        for each in {"kernel", room}:
            (tmp_path / release / each).mkdir(parents=True, exist_ok=True)
        (tmp_path / release / room / "apps.py").touch()
        (tmp_path / release / room / "sums.py").write_text(f"# {release}")
        codes.add(code_of(tmp_path / release))
    assert len(codes) == 2
    assert (PRODUCT / "manage.py").exists()
