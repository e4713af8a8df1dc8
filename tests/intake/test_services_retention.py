"""Uploaded files go when no import needs them any more, and the pages say what that means."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Run
from crm import facts as crm
from intake import tasks
from intake.facts.loads import loads
from intake.services import load_path, retention, wizard
from tests.intake.test_views_wizard import post_match, upload, work
from tests.intake.write import DEALS, OWNERS, write_csv

pytestmark = pytest.mark.django_db
BAD = [*DEALS, DEALS[0] | {"external_id": "OPP-4", "amount": "-1"}]


@pytest.fixture
def client(dora, sign_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    return sign_in(dora)


@pytest.fixture
def checked(client, tmp_path):
    load = upload(client, write_csv(tmp_path / "deals.csv", BAD))
    post_match(client, load)
    return work(load)


@pytest.fixture
def stored(client, checked):
    client.post(reverse("intake:check", args=[checked.pk]), {"store": "1"})
    return work(checked)


def age(load, days: int) -> None:
    """As if everything about the load had happened so many days ago."""
    then = timezone.now() - timedelta(days=days)
    loads().filter(pk=load.pk).update(created_at=then)
    loads().filter(pk=load.pk, finished_at__isnull=False).update(finished_at=then)
    Run.objects.filter(params__load=load.pk).update(queued_at=then)
    Run.objects.filter(params__load=load.pk, finished_at__isnull=False).update(finished_at=then)


def file_of(load) -> Path:
    return wizard.path_of(load)


def test_a_young_file_stays(stored):
    age(stored, 29)
    assert retention.remove_old(days=30) == 0
    assert file_of(stored).exists()


def test_the_file_of_a_stored_load_goes_and_what_needs_no_file_stays(client, stored, settings):
    path = file_of(stored)
    age(stored, 31)
    settings.UPLOAD_DAYS = 30
    tasks.remove_old_uploads()
    assert not path.exists()
    page = client.get(reverse("intake:done", args=[stored.pk])).content.decode()
    assert "The uploaded file was removed on" in page
    assert "rows set aside are kept" in page
    answer = client.get(reverse("intake:rejected", args=[stored.pk]))
    assert b"OPP-4" in b"".join(answer.streaming_content)
    client.post(reverse("intake:undo", args=[stored.pk]))
    assert not crm.opportunities().exists()


def test_an_upload_that_was_left_alone_is_closed_and_says_so(client, checked):
    path = file_of(checked)
    age(checked, 31)
    assert retention.remove_old(days=30) == 1
    assert not path.exists()
    checked.refresh_from_db()
    assert checked.state == "expired"
    assert not checked.issues.exists()
    assert not checked.set_aside.exists()
    for step in ("match", "check", "run", "done"):
        page = client.get(reverse(f"intake:{step}", args=[checked.pk]), follow=True)
        assert "Nothing of it was stored" in page.content.decode()
    assert not wizard.start(checked, dry_run=False, by=None)


def test_a_load_that_was_touched_lately_is_not_left_alone(client, checked):
    age(checked, 31)
    client.post(reverse("intake:check", args=[checked.pk]), {"again": "1"})
    work(checked)
    assert retention.remove_old(days=30) == 0


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_file_of_a_waiting_or_running_load_stays(checked, dry_run):
    assert wizard.start(checked, dry_run=dry_run, by=None)
    age(checked, 400)
    assert retention.remove_old(days=30) == 0
    assert work(checked).state in ("checked", "problems")


def test_zero_days_keep_everything(stored):
    age(stored, 4000)
    assert retention.remove_old(days=0) == 0
    assert file_of(stored).exists()


def test_a_folder_without_a_load_goes_once_it_is_old(client, settings):
    folders = [Path(settings.MEDIA_ROOT) / "imports" / name for name in ("999001", "999002")]
    for folder in folders:
        folder.mkdir(parents=True)
    old = time.time() - 40 * 86400
    os.utime(folders[0], (old, old))
    assert retention.remove_old(days=30) == 1
    assert [f.exists() for f in folders] == [False, True]
