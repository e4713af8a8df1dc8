"""`make run`, as a person meets it: started, started twice, killed, stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from salesops import env
from salesops.children import Child
from salesops.embedded.folder import free_port
from tests.factories.teams import user
from tests.fixtures.services import environment_of_test, eventually

Start = Callable[..., subprocess.Popen]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def start(transactional_db: None, own_home: Path, port: int) -> Iterator[Start]:
    """Starts supervisors over the test's database, with a Redis of their own.

    Somebody can sign in, so the sample company isn't loaded, which has tests of its own.
    """
    user("Gina", "administrator")
    started: list[subprocess.Popen] = []

    def start_one(**changes: object) -> subprocess.Popen:
        given = {"SALESOPS_HOME": own_home, "PORT": port, "DEBUG": "yes", "REDIS_URL": ""} | changes
        variables = environment_of_test() | {name: str(value) for name, value in given.items()}
        argv = [sys.executable, "-m", "salesops.supervisor"]
        pipe = subprocess.PIPE
        process = subprocess.Popen(argv, env=variables, cwd=env.BASE_DIR, stdout=pipe, text=True)
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.terminate()
        process.communicate(timeout=60)


def get(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
            return response.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def remembered(home: Path) -> dict:
    try:
        return json.loads((home / "run" / "supervisor.json").read_text())
    except OSError:
        return {}


def children(home: Path) -> list[int]:
    return [pid for pid, _ in remembered(home).get("children", [])]


def running(pids: list[int]) -> list[int]:
    alive = []
    for pid in pids:
        try:
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                alive.append(pid)
        except psutil.NoSuchProcess:
            continue
    return alive


def test_it_serves_does_jobs_and_stops_in_order(start, own_home, port):
    process = start()
    eventually(lambda: get(port, "/readyz") == 200, seconds=60)
    assert get(port, "/accounts/login/") == 200
    pids = children(own_home)
    assert len(running(pids)) == 3
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"Salesops runs at http://127.0.0.1:{port}" in told
    assert told.rstrip().endswith("Stopped")
    assert not running(pids)
    assert get(port, "/healthz") == 0
    assert not (own_home / "run" / "redis.json").exists()


def test_a_second_start_says_where_the_first_one_runs(start, own_home, port):
    start()
    eventually(lambda: get(port, "/healthz") == 200, seconds=60)
    second = start(PORT=free_port())
    told, _ = second.communicate(timeout=30)
    assert second.returncode == 2
    assert f"Salesops already runs at http://127.0.0.1:{port}" in told
    assert get(port, "/healthz") == 200


def test_a_taken_port_is_named_and_another_proposed(start, port):
    with socket.create_server(("127.0.0.1", port)):
        process = start()
        told, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"Port {port} of 127.0.0.1 cannot be used" in told
    assert f"make run PORT={port + 1}" in told


def test_a_crashed_web_server_is_started_again(start, own_home, port):
    start()
    eventually(lambda: get(port, "/healthz") == 200 and children(own_home), seconds=60)
    web = children(own_home)[0]
    os.kill(web, signal.SIGKILL)
    eventually(lambda: children(own_home)[0] != web, seconds=30)
    eventually(lambda: get(port, "/healthz") == 200, seconds=30)


def test_after_a_kill_nothing_is_left_and_the_next_start_works(start, own_home, port):
    process = start()
    eventually(lambda: get(port, "/healthz") == 200 and children(own_home), seconds=60)
    pids = children(own_home)
    process.kill()
    process.wait()
    if sys.platform == "linux":
        eventually(lambda: not running(pids), seconds=30)
    start()
    eventually(lambda: get(port, "/healthz") == 200, seconds=60)
    assert not running(pids)


def test_a_value_that_is_not_understood_is_refused_by_name(start):
    process = start(PORT="eighty")
    told, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "PORT is 'eighty'" in told


def test_a_child_that_keeps_crashing_is_given_up(tmp_path):
    argv = [sys.executable, "-c", "raise SystemExit('out of luck')"]
    child = Child("test", argv, tmp_path / "child.log", first_pause=0.01)
    child.start()
    eventually(lambda: not child.watch())
    assert child.crashes == 5
    assert child.log.read_text().count("out of luck") == 5
