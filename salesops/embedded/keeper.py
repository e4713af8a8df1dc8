"""The process that owns one embedded server: starts it, restarts it, stops it when unused.

Rule: a server runs as long as a process holds the shared lock `users`; it stops GRACE seconds after
the last one has let go, at once when the keeper was asked to hurry (SIGTERM). A keeper that was
killed leaves its server running; the next keeper of the folder takes it over.
"""

import contextlib
import fcntl
import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Protocol

from salesops.embedded.folder import Folder, ServiceError, try_lock

GRACE = 5.0
POLL = 0.25
RESTARTS = 5
SERVERS = {
    "postgres": "salesops.embedded.postgres:Postgres",
    "redis": "salesops.embedded.redis_server:Redis",
}


class Server(Protocol):
    """What a keeper needs of a server; all of it may be called again."""

    def url(self) -> str: ...
    def pid(self) -> int | None: ...
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Keeper:
    """Watches one server. `report` is the pipe to the process that waits for the start."""

    def __init__(self, folder: Folder, report: int) -> None:
        self.folder = folder
        module, _, name = SERVERS[folder.name].partition(":")
        self.server: Server = getattr(import_module(module), name)(folder)
        self.report = report
        self.hurry = False
        self.restarts: list[float] = []

    def run(self) -> int:
        """Hold the keeper's lock for as long as the server is ours."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, self._be_quick)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        own, users = self.folder.lock_file("keeper"), self.folder.lock_file("users")
        fcntl.flock(own, fcntl.LOCK_EX)
        try:
            self._start()
        except (ServiceError, OSError) as problem:
            self._tell(f"error\n{problem}")
            self.server.stop()
            return 1
        self._tell("ready\n")
        try:
            self._watch(users)
        finally:
            self.server.stop()
            self.folder.state_file.unlink(missing_ok=True)
            # The order matters: who gets the users lock next must find no keeper any more
            own.close()
            users.close()
        return 0

    def _be_quick(self, *_: object) -> None:
        self.hurry = True

    def _start(self) -> None:
        self.server.start()
        state = {"url": self.server.url(), "pid": self.server.pid(), "keeper": os.getpid()}
        self.folder.write(self.folder.state_file, state)

    def _tell(self, words: str) -> None:
        """Nobody may be left to hear it."""
        with contextlib.suppress(OSError):
            os.write(self.report, words.encode())
        with contextlib.suppress(OSError):
            os.close(self.report)

    def _watch(self, users) -> None:
        """Return, holding the users lock alone, when the server has been idle long enough."""
        idle_since: float | None = None
        while True:
            if try_lock(users):
                idle_since = idle_since or time.monotonic()
                if self.hurry or time.monotonic() - idle_since >= GRACE:
                    return
                fcntl.flock(users, fcntl.LOCK_UN)
            else:
                idle_since = None
            if self.server.pid() is None and not self._revive():
                return
            time.sleep(POLL)

    def _revive(self) -> bool:
        """Start a server that was killed; give up when it keeps dying."""
        now = time.monotonic()
        self.restarts = [then for then in self.restarts if now - then < 60] + [now]
        if len(self.restarts) > RESTARTS:
            return False
        with self.folder.log.open("a") as log:
            log.write(f"salesops: {self.folder.name} is gone, starting it again\n")
        try:
            self._start()
        except ServiceError as problem:
            with self.folder.log.open("a") as log:
                log.write(f"salesops: {problem}\n")
        return True


def main() -> int:
    """Called as `python -m salesops.embedded.keeper HOME NAME PIPE`."""
    home, name, report = sys.argv[1:4]
    return Keeper(Folder(Path(home), name), int(report)).run()


if __name__ == "__main__":
    sys.exit(main())
