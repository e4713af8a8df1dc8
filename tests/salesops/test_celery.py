"""Jobs go over the real broker to a real worker."""

import pytest

from salesops.celery import app, heartbeat
from salesops.health import worker_works
from salesops.schedule import ENTRIES
from tests.fixtures.services import eventually


def test_the_heartbeat_says_that_a_worker_works(worker):
    assert not worker_works()
    heartbeat.delay()
    eventually(worker_works)


def test_a_worker_process_does_jobs(start_worker_process):
    process = start_worker_process()
    heartbeat.delay()
    eventually(worker_works)
    assert process.poll() is None


# Models are checked with the tasks, and constraints ask which PostgreSQL it is.
@pytest.mark.django_db
def test_every_entry_of_the_beat_table_names_a_task():
    app.loader.import_default_modules()
    unknown = [entry.task for entry in ENTRIES if entry.task not in app.tasks]
    assert not unknown
    assert all(entry.why for entry in ENTRIES)
    assert set(app.conf.beat_schedule) == {entry.task for entry in ENTRIES}
