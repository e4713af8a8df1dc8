"""How a process gets to an embedded server: join its users, start its keeper when there is none."""

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from salesops.embedded.folder import Folder, ServiceError, answers, fresh_log, try_lock

PATIENCE = 120.0
_held: dict[tuple[Path, str], IO[bytes]] = {}


def address(name: str, home: Path) -> str:
    """URL of the folder's server `name` (postgres or redis), started when it does not run.

    From now on this process, and the children that it forks, count as users of the server.
    """
    folder = Folder(home, name)
    if (home, name) not in _held:
        users = folder.lock_file("users")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is just stopping the server
        _held[home, name] = users
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if (url := _running(folder)) is not None:
            return url
        with folder.lock_file("start") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            if not _has_keeper(folder):
                _start_keeper(folder)
                continue
        time.sleep(0.1)
    msg = (
        f"The embedded {name} in {home} did not answer within {PATIENCE:.0f} seconds. Its log is "
        f"{folder.log}; a server that still starts after a crash may just need more time."
    )
    raise ServiceError(msg)


def addresses(names: list[str], home: Path) -> dict[str, str]:
    """Several at once: they start side by side."""
    with ThreadPoolExecutor(len(names) or 1) as pool:
        return dict(zip(names, pool.map(lambda name: address(name, home), names), strict=True))


def leave(home: Path, patience: float = 30.0) -> list[str]:
    """Stop being a user, have the servers stop now, and wait for it.

    The names of those that stay up, because another process uses them.
    """
    left = []
    for where, name in [key for key in _held if key[0] == home]:
        folder = Folder(where, name)
        keeper = folder.state().get("keeper")
        _held.pop((where, name)).close()
        if keeper and _has_keeper(folder):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(keeper, signal.SIGTERM)
            left.append(folder)
    end = time.monotonic() + patience
    while left and time.monotonic() < end:
        left = [folder for folder in left if _has_keeper(folder)]
        if left and all(_in_use(folder) for folder in left):
            break
        time.sleep(0.1)
    return [folder.name for folder in left]


def _in_use(folder: Folder) -> bool:
    """Another process shares the users lock; a keeper that stops its server has it alone."""
    with folder.lock_file("users") as users:
        return try_lock(users, fcntl.LOCK_SH) and not try_lock(users, fcntl.LOCK_EX)


def _running(folder: Folder) -> str | None:
    url = folder.state().get("url")
    if url and _has_keeper(folder) and answers(urlsplit(url).port or 0):
        return str(url)
    return None


def _has_keeper(folder: Folder) -> bool:
    with folder.lock_file("keeper") as lock:
        return not try_lock(lock, fcntl.LOCK_SH)


def _start_keeper(folder: Folder) -> None:
    """Start a keeper that outlives us and wait for its word."""
    listen, report = os.pipe()
    argv = [sys.executable, "-m", "salesops.embedded.keeper", str(folder.home), folder.name]
    with fresh_log(folder.log).open("ab") as log:
        subprocess.Popen(
            [*argv, str(report)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=Path(__file__).resolve().parent.parent.parent,
            pass_fds=[report],
            start_new_session=True,
        )
    os.close(report)
    with os.fdopen(listen) as pipe:
        heard, _, _ = select.select([pipe], [], [], PATIENCE)
        verdict, _, reason = (pipe.read() if heard else "").partition("\n")
    if verdict == "ready":
        return
    if verdict == "error":
        raise ServiceError(reason)
    msg = (
        f"The embedded {folder.name} in {folder.home} did not start and left no reason. Its log "
        f"ends with:\n{folder.last_words()}"
    )
    raise ServiceError(msg)
