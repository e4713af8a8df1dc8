"""A worker that is killed while it recomputes: another takes over, and the numbers are whole."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Run
from kpis import facts, services, tasks
from kpis.queries.store import KIND_KEYS
from teams import facts as teams
from tests.factories import crm
from tests.fixtures.services import eventually

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held_up(year):
    """Nobody gets the sums of the year to work on meanwhile."""
    key = [KIND_KEYS["year"], year.start.toordinal()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", key)
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)


def test_a_killed_recompute_is_finished_by_another_worker(bob, start_worker_process):
    today = teams.today()
    month = teams.company().calendar.month_of(today)
    for days in (0, 200, 400):
        day = today - timedelta(days)
        crm.deal(bob.rep, stage="won", amount=1000, created_on=day, closed_on=day)
    parent = services.queue_recompute()
    pieces = Run.objects.filter(parent=parent)
    with held_up(teams.company().calendar.year_of(today)):
        worker = start_worker_process()
        eventually(lambda: pieces.filter(state="running").exists(), seconds=60)
        worker.kill()
        worker.wait()
    assert not facts.values(teams.company_scope(), month, ["won_value"])["won_value"].value
    silent = timezone.now() - timedelta(hours=1)
    Run.objects.filter(state="running").update(heartbeat_at=silent)
    start_worker_process()
    tasks.nightly()
    eventually(lambda: Run.objects.get(pk=parent.pk).state == "done", seconds=60)
    assert pieces.filter(state="failed").exists()
    assert facts.values(teams.company_scope(), month, ["won_value"])["won_value"].value == 1000
