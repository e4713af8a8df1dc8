"""W9: so many people read pages at human pace from the production server with two workers.

Each reads a page, thinks, and reads another, for a minute; once undisturbed and once while
everything is recomputed. The people run in this process: what they cost is on the same processors.
"""

import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.frame import Figure
from teams.models import User

PEOPLE, SECONDS, THINKS = 200, 60.0, (6.0, 14.0)
SLOWEST = 300.0  # milliseconds, of 95 in 100


@dataclass
class Tally:
    """What people met; filled by all their threads."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figure(self, name: str, about: str) -> Figure:
        p95 = statistics.quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else float("inf")
        pages, errors = len(self.waits), len(self.errors)
        details = {"median": statistics.median(self.waits), "first_errors": self.errors[:3]}
        said = f"{about} {pages} pages, {errors} errors."
        worst = p95 if not self.errors else float("inf")
        return Figure(name, said, round(worst, 1), "ms", limit=SLOWEST, details=details)


def figures(paths: Mapping[str, str], rep: int) -> Iterable[Figure]:
    ways = [path.format(rep=rep) for path in paths.values()]
    cookie = _cookie()
    about = f"{PEOPLE} people, a page every {sum(THINKS) / 2:.0f} s each; 95 in 100 waited less."
    with _server() as port:
        yield _browse(port, cookie, ways).figure("W9 browsing", about)
        done = threading.Event()
        busy = threading.Thread(target=_recompute_until, args=(done,), daemon=True)
        busy.start()
        tally = _browse(port, cookie, ways)
        done.set()
        busy.join()
        yield tally.figure("W9 browsing during a recompute", about)


def _recompute_until(done: threading.Event) -> None:
    """Again and again, in a process of its own as a worker would."""
    argv = [sys.executable, "manage.py", "recompute"]
    while not done.is_set():
        subprocess.run(
            argv,
            env=_environment(),
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
            check=True,
        )


def _browse(port: int, cookie: str, ways: list[str]) -> Tally:
    tally = Tally()
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(PEOPLE) as pool:
        for seed in range(PEOPLE):
            pool.submit(_person, random.Random(seed), port, cookie, ways, end, tally)  # noqa: S311
    return tally


def _person(
    chance: random.Random, port: int, cookie: str, ways: list[str], end: float, tally: Tally
) -> None:
    time.sleep(chance.uniform(0, THINKS[1]))
    while time.monotonic() < end:
        path = chance.choice(ways)
        started = time.perf_counter()
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = line.getresponse()
            answer.read()
            line.close()
            if answer.status != 200:
                tally.errors.append(f"{path}: {answer.status}")
        except OSError as problem:
            tally.errors.append(f"{path}: {problem}")
        tally.waits.append((time.perf_counter() - started) * 1000)
        time.sleep(chance.uniform(*THINKS))


def _cookie() -> str:
    person, _ = User.objects.get_or_create(
        email="executive@bench.example", defaults={"role": "executive"}
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _environment() -> dict[str, str]:
    """That of a process over the benchmark's database."""
    given = connection.settings_dict
    address = f"{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}"
    return os.environ | {
        "DATABASE_URL": f"postgres://{address}/{given['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "DEBUG": "no",
        "LOG_LEVEL": "WARNING",
    }


@contextmanager
def _server() -> Iterator[int]:
    """The web server of `make run`, over the benchmark's database."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = _environment() | {"HOST": "127.0.0.1", "PORT": str(port)}
    argv = [sys.executable, "-m", "gunicorn", "--config=python:salesops.web_server"]
    process = subprocess.Popen(
        [*argv, "salesops.wsgi"], env=environment, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL
    )
    try:
        _until_it_answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _until_it_answers(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=2)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    msg = "the web server did not answer"
    raise AssertionError(msg)
