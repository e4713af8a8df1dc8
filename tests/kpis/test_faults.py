"""A worker that is killed while it recomputes: another takes over, and the numbers are whole."""

from contextlib import contextmanager
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Run
from crm.models import Opportunity
from kpis import facts, services, tasks
from kpis.models import StageVisit
from kpis.queries.store import KIND_KEYS
from kpis.services import funnel
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


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return cursor.fetchone()


def test_visits_outlive_a_deal_whose_years_two_workers_have_at_once(bob):
    """A load has set its creation back; one worker stores the earlier year while another one finds
    the visits gone from the later year, and waits for the first."""
    calendar, today = teams.company().calendar, teams.today()
    earlier, later = (calendar.year_of(date(year, 6, 1)) for year in (2024, 2025))
    deal = crm.deal(bob.rep, stage="qualify", created_on=later.start)
    crm.change(deal, "stage", "qualify", later.start)
    funnel.keep_year(later, today)
    Opportunity.objects.filter(pk=deal.pk).update(created_on=earlier.start)

    def second():
        funnel.keep_year(later, today)
        connection.close()

    worker = Thread(target=second)
    with transaction.atomic():
        funnel.keep_year(earlier, today)
        worker.start()
        eventually(somebody_waits)
    worker.join()
    assert StageVisit.objects.get(opportunity=deal).created_on == earlier.start
