"""A worker that is killed in the middle leaves nothing half-written, and the page says so."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from audit.services import queue_run
from crm import facts as crm
from intake.facts.loads import loads
from intake.models import Load
from intake.services import load_path, wizard
from tests.fixtures.services import environment_of_test
from tests.intake.write import DEALS, OWNERS, write_csv

ROWS = 20_000


@pytest.fixture
def big_file(company, tmp_path):
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    rows = [DEALS[0] | {"external_id": f"OPP-{n}"} for n in range(ROWS)]
    return write_csv(tmp_path / "deals.csv", rows)


def kill_in_the_middle(path) -> int:
    """Starts the load as a process of its own and kills it while the run is running."""
    argv = [sys.executable, "manage.py", "load", str(path), "--format", "json"]
    process = subprocess.Popen(
        argv, cwd=settings.BASE_DIR, env=environment_of_test(), stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        busy = loads().filter(state="running").first()
        if busy is not None and busy.run is not None and busy.run.state == "running":
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return busy.pk
        time.sleep(0.02)
    process.kill()
    raise AssertionError(f"the load was never seen running; exit {process.wait()}")


@pytest.mark.django_db(transaction=True)
def test_a_killed_load_saves_nothing_says_so_and_can_be_repeated(big_file, dora, sign_in):
    pk = kill_in_the_middle(big_file)
    assert not crm.opportunities().exists()
    load = loads().get(pk=pk)
    assert wizard.settle(load).state == "running"  # it may only be slow
    load.run.heartbeat_at = timezone.now() - timedelta(minutes=2)
    load.run.save()
    page = sign_in(dora).get(reverse("intake:run", args=[pk]))
    assert "Nothing was saved" in page.content.decode()
    load.refresh_from_db()
    assert (load.state, load.run.state) == ("failed", "failed")
    document = load_path(big_file)
    assert document["files"][0]["created"] == ROWS


@pytest.mark.django_db
def test_a_message_that_comes_again_resumes_after_silence(company, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    (tmp_path / "imports").mkdir()
    write_csv(tmp_path / "imports" / "deals.csv", DEALS)
    columns = {name: name for name in DEALS[0]}
    mapping = {"files": [{"file": "deals.csv", "target": "opportunities", "columns": columns}]}
    load = Load.objects.create(name="deals.csv", folder="imports/deals.csv", mapping=mapping)
    assert wizard.start(load, dry_run=False, by=None)
    run = load.run
    run.state, run.started_at, run.heartbeat_at = "running", timezone.now(), timezone.now()
    run.save()
    assert not wizard.work(load.pk)  # another worker seems to be at it
    run.heartbeat_at -= timedelta(minutes=1)
    run.save()
    assert wizard.work(load.pk)
    load.refresh_from_db()
    run.refresh_from_db()
    assert (load.state, run.state) == ("done", "failed")
    assert crm.opportunities().count() == len(DEALS)


@pytest.mark.django_db
def test_a_load_starts_once(company):
    load = Load.objects.create(name="x")
    assert wizard.start(load, dry_run=True, by=None)
    assert not wizard.start(load, dry_run=True, by=None)
    assert queue_run(kind="load", params={}).state == "queued"
