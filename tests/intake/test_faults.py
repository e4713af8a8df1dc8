"""What breaks in the middle of an import leaves nothing half-written, and the page says so."""

import os
import resource
import signal
import subprocess
import sys
import time
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from audit.services import queue_run
from crm import facts as crm
from intake.core.limits import MEGABYTE
from intake.facts.loads import loads
from intake.models import Load
from intake.services import load_path, uploads, wizard
from tests.fixtures.services import environment_of_test
from tests.intake.write import DEALS, OWNERS, write_csv

ROWS = 20_000


@pytest.fixture
def big_file(company, tmp_path):
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    rows = [DEALS[0] | {"external_id": f"OPP-{n}"} for n in range(ROWS)]
    return write_csv(tmp_path / "deals.csv", rows)


def in_the_middle(path, act) -> int:
    """Starts the load as a process of its own and does something to it while the run is running."""
    argv = [sys.executable, "manage.py", "load", str(path), "--format", "json"]
    process = subprocess.Popen(
        argv, cwd=settings.BASE_DIR, env=environment_of_test(), stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        busy = loads().filter(state="running").first()
        if busy is not None and busy.run is not None and busy.run.state == "running":
            act(process)
            process.wait(timeout=60)
            return busy.pk
        time.sleep(0.02)
    process.kill()
    raise AssertionError(f"the load was never seen running; exit {process.wait()}")


def kill(process: subprocess.Popen) -> None:
    os.kill(process.pid, signal.SIGKILL)


def cut_off_from_the_database(_process: subprocess.Popen) -> None:
    """As when PostgreSQL is stopped: every session but ours ends at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.django_db(transaction=True)
def test_without_its_database_a_load_saves_nothing_and_can_be_repeated(big_file):
    pk = in_the_middle(big_file, cut_off_from_the_database)
    assert not crm.opportunities().exists()
    assert loads().get(pk=pk).state in ("running", "failed")
    document = load_path(big_file)
    assert document["files"][0]["created"] == ROWS


@pytest.mark.django_db
def test_a_full_disk_is_said_and_nothing_is_kept(sign_in, dora, company, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    before = Load.objects.create(name="before", by=dora)
    folder = settings.MEDIA_ROOT / "imports" / str(before.pk + 1)
    folder.mkdir(parents=True)
    (folder / "deals.csv").symlink_to("/dev/full")
    file = SimpleUploadedFile("deals.csv", write_csv(tmp_path / "deals.csv", DEALS).read_bytes())
    answer = sign_in(dora).post(reverse("intake:new"), {"file": file, "target": ""})
    assert "There is no room left for the file." in unescape(answer.content.decode())
    assert not folder.exists()
    assert list(Load.objects.values_list("name", flat=True)) == ["before"]


@pytest.mark.django_db
def test_200_megabytes_are_looked_into_without_being_held(dora, company, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    small = write_csv(tmp_path / "deals.csv", DEALS).read_bytes()
    head, body = small.split(b"\n", 1)
    path = tmp_path / "large.csv"
    with path.open("wb") as out:
        out.write(head + b"\n")
        block = body * (MEGABYTE // len(body) + 1)
        while out.tell() < 200 * MEGABYTE:
            out.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with path.open("rb") as file:
        load = uploads.upload(
            UploadedFile(file, "large.csv", "text/csv", path.stat().st_size), by=dora
        )
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert "opportunities" in str(load.mapping)
    assert grown < 100 * 1024, f"{grown // 1024} MB more"


@pytest.mark.django_db(transaction=True)
def test_a_killed_load_saves_nothing_says_so_and_can_be_repeated(big_file, dora, sign_in):
    pk = in_the_middle(big_file, kill)
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
