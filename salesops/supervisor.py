"""`make run`: the whole product under one process, until Ctrl-C.

Order: servers, tables and sample company, then web server, worker and beat. Logs go to
SALESOPS_HOME/logs. A child that crashes is started again a few times; then everything stops, with
its last words. docs/operating.md tells the rest.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psutil

from salesops import addresses, embedded, env
from salesops.children import Child, end_leftovers, last_lines
from salesops.embedded.folder import Folder, ServiceError, try_lock

WEB_SECONDS = 60.0
DONE, FAILED, REFUSED = 0, 1, 2


class Refused(Exception):
    """Cannot start; the text says why and what to do, nothing was changed."""


class Stop(Exception):
    """Somebody asked us to stop."""


def say(words: str = "") -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Supervisor:
    """Owns the children. One per SALESOPS_HOME, held by a lock."""

    def __init__(self) -> None:
        self.home = env.SALESOPS_HOME()
        self.host, self.port = env.HOST(), env.PORT()
        self.folder = Folder(self.home, "supervisor")
        self.lock = self.folder.lock_file("own")
        self.stopping = False
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        self.address = f"http://{shown}:{self.port}"
        self.children = [self._web(), self._beat(), self._worker()]

    def run(self) -> int:
        """Everything, in order; the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        self._refuse_second_start()
        self._refuse_taken_port()
        try:
            say("Starting PostgreSQL and Redis")
            self._start_servers()
            sign_ins = self._prepare()
            self._start_children()
            self._greet(sign_ins)
            self._watch()
        except Stop:
            return DONE
        finally:
            self._stop()
        return FAILED

    # Starting

    def _refuse_second_start(self) -> None:
        if try_lock(self.lock):
            leftovers = self.folder.state().get("children", [])
            if count := end_leftovers([(pid, born) for pid, born in leftovers]):
                say(f"Ended {count} processes that an earlier, killed start had left")
            return
        state = self.folder.state()
        msg = (
            f"Salesops already runs at {state.get('address', 'an address not known yet')} "
            f"(process {state.get('pid', '?')}, data in {self.home}). Stop that one with Ctrl-C "
            "where it runs, or start a second one with its own folder and port: "
            f"SALESOPS_HOME=.local2 make run PORT={self.port + 1}"
        )
        raise Refused(msg)

    def _refuse_taken_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                msg = (
                    f"Port {self.port} of {self.host} cannot be used: {problem.strerror}"
                    f"{_user_of(self.port)}. Choose another one: make run PORT={self.port + 1}"
                )
                raise Refused(msg) from problem

    def _start_servers(self) -> None:
        addresses.services(self.home)

    def _prepare(self) -> list[list[str]]:
        argv = [sys.executable, "-m", "salesops.prepare"]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, start_new_session=True)
        try:
            output, _ = process.communicate()
        except Stop:
            process.terminate()
            process.wait()
            raise
        if process.returncode:
            msg = "The database could not be prepared; the reason is above. Nothing was started."
            raise ServiceError(msg)
        prepared: dict[str, Any] = json.loads(output)
        return list(prepared["sign_ins"])

    def _start_children(self) -> None:
        """The web server alone first: it is what the person waits for."""
        web, *others = self.children
        web.start()
        self._remember()
        self._wait_for_web()
        for child in others:
            child.start()
        self._remember()

    def _remember(self) -> None:
        """For a second start, and for the next one after a kill."""
        self.folder.write(
            self.folder.state_file,
            {
                "address": self.address,
                "pid": os.getpid(),
                "children": [child.identity() for child in self.children if child.identity()],
            },
        )

    def _wait_for_web(self) -> None:
        end = time.monotonic() + WEB_SECONDS
        while time.monotonic() < end:
            self._watch_once()
            with contextlib.suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.address}/healthz", timeout=2).close()  # noqa: S310
                return
            time.sleep(0.1)
        msg = f"The web server did not answer.\n{last_lines(self.children[0].log)}"
        raise ServiceError(msg)

    def _greet(self, sign_ins: list[list[str]]) -> None:
        say(f"\nSalesops runs at {self.address}")
        if sign_ins:
            width = max(len(role) for role, _, _ in sign_ins)
            mail = max(len(email) for _, email, _ in sign_ins)
            say("\nSign in as")
            for role, email, password in sign_ins:
                say(f"  {role:<{width}}  {email:<{mail}}  {password}")
        say(f"\nLogs: {self.folder.log.parent}    Stop: Ctrl-C\n")

    # Running and stopping

    def _watch(self) -> None:
        while True:
            self._watch_once()
            time.sleep(0.5)

    def _watch_once(self) -> None:
        if self.stopping:  # the exception was lost: Python drops those raised while it forks
            raise Stop
        for child in self.children:
            before = child.process
            if not child.watch():
                msg = (
                    f"The {child.name} crashed {child.crashes} times in a row; Salesops stops. "
                    f"Its log, {child.log}, ends with:\n{last_lines(child.log)}"
                )
                raise ServiceError(msg)
            if child.process is not before:
                say(f"The {child.name} had crashed and was started again; see {child.log}")
                self._remember()

    def _asked_to_stop(self, *_: object) -> None:
        """The first time in order; the second time the impatient way."""
        if self.stopping:
            for child in self.children:
                child.patience = 0
            return
        self.stopping = True
        raise Stop

    def _stop(self) -> None:
        """Nobody starts work any more (web, beat), then the worker ends its own, then servers."""
        self.stopping = True
        say("Stopping")
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.stop()
        self.folder.state_file.unlink(missing_ok=True)
        if used := embedded.leave(self.home):
            say(f"{' and '.join(used)} stay up for another command that uses them")
        say("Stopped")

    # The children

    def _web(self) -> Child:
        argv = [sys.executable, "-m", "gunicorn", "--config=python:salesops.web_server"]
        argv += ["salesops.wsgi"]
        return Child("web server", argv, self._log("web"))

    def _worker(self) -> Child:
        argv = [sys.executable, "-m", "celery", "--app=salesops", "worker", "--loglevel=INFO"]
        argv += ["--without-gossip", "--without-mingle"]
        return Child("worker", argv, self._log("worker"), patience=20)

    def _beat(self) -> Child:
        argv = [sys.executable, "-m", "celery", "--app=salesops", "beat", "--loglevel=INFO"]
        argv += [f"--schedule={self.folder.run / 'beat'}", "--pidfile="]
        return Child("beat", argv, self._log("beat"))

    def _log(self, name: str) -> Path:
        return self.folder.log.parent / f"{name}.log"


def _user_of(port: int) -> str:
    """Which program listens there, when we may know."""
    with contextlib.suppress(psutil.Error, OSError):
        for found in psutil.net_connections("tcp"):
            if found.laddr and found.laddr.port == port and found.status == "LISTEN" and found.pid:
                return f" ({psutil.Process(found.pid).name()}, process {found.pid}, listens there)"
    return ""


def main() -> int:
    # Served like in production: no error pages with source, static files compressed and cached
    os.environ.setdefault("DEBUG", "no")
    os.chdir(env.BASE_DIR)
    try:
        return Supervisor().run()
    except (Refused, env.BadEnvironment) as reason:
        say(str(reason))
        return REFUSED
    except ServiceError as problem:
        say(str(problem))
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
