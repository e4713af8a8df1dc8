"""Jobs go over the real broker to a real worker."""

import select
import socket
import socketserver
import threading
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from salesops.celery import app, forget_old_sessions, heartbeat
from salesops.health import worker_works
from salesops.schedule import ENTRIES
from tests.fixtures.services import environment_of_test, eventually


def test_the_heartbeat_says_that_a_worker_works(worker):
    assert not worker_works()
    heartbeat.delay()
    eventually(worker_works)


def test_a_worker_process_does_jobs(start_worker_process):
    process = start_worker_process()
    heartbeat.delay()
    eventually(worker_works)
    assert process.poll() is None


def test_a_worker_starts_while_the_database_is_away(start_worker_process):
    """It shows up; and does its jobs once the database answers where it was told to look."""
    Session.objects.create(session_key="old", expire_date=timezone.now() - timedelta(1))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    known = urlsplit(environment_of_test()["DATABASE_URL"])
    there = f"{known.username}:{known.password}@127.0.0.1:{port}"
    process = start_worker_process(DATABASE_URL=known._replace(netloc=there).geturl())
    eventually(worker_works)
    with forwarded(port, known.hostname, known.port):
        forget_old_sessions.delay()
        eventually(lambda: not Session.objects.exists())
    assert process.poll() is None


@contextmanager
def forwarded(port, host, to):
    """Whoever connects to the port talks to the other one."""

    class Pass(socketserver.BaseRequestHandler):
        def handle(self):
            with socket.create_connection((host, to)) as other:
                sides = {self.request: other, other: self.request}
                while True:
                    for side in select.select(list(sides), [], [])[0]:
                        if not (said := side.recv(65536)):
                            return
                        sides[side].sendall(said)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True

    with Server(("127.0.0.1", port), Pass) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()


# Models are checked with the tasks, and constraints ask which PostgreSQL it is.
@pytest.mark.django_db
def test_every_entry_of_the_beat_table_names_a_task():
    app.loader.import_default_modules()
    unknown = [entry.task for entry in ENTRIES if entry.task not in app.tasks]
    assert not unknown
    assert all(entry.why for entry in ENTRIES)
    assert set(app.conf.beat_schedule) == {entry.task for entry in ENTRIES}
