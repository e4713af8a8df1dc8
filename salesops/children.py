"""The processes below the supervisor: how one is started, watched, restarted and stopped."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from salesops.embedded.folder import fresh_log

PR_SET_PDEATHSIG = 1
# A child that ran this long is considered healthy; its earlier crashes are forgotten
HEALTHY_SECONDS = 120.0
MOST_RESTARTS = 4


def die_with_parent() -> None:
    """Runs in the child: have the kernel stop it when the supervisor is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def last_lines(path: Path, count: int = 15) -> str:
    """The end of a log, for the person who has to find out."""
    if not path.exists():
        return ""
    with path.open("rb") as log:
        log.seek(max(0, path.stat().st_size - 16_384))
        return "\n".join(log.read().decode(errors="replace").splitlines()[-count:])


@dataclass
class Child:
    """One process with its own group and log.

    `patience`: seconds to end by itself when asked. `first_pause`: seconds before the first
    restart; each further one waits twice as long.
    """

    name: str
    argv: list[str]
    log: Path
    patience: float = 15.0
    first_pause: float = 1.0
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    due: float | None = field(default=None)

    def start(self) -> None:
        """Start it in a group of its own: Ctrl-C reaches the supervisor only, which keeps order."""
        self.due = None
        self.started = time.monotonic()
        with fresh_log(self.log).open("ab") as log:
            self.process = subprocess.Popen(
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def watch(self) -> bool:
        """Restart it after a crash, later each time. False: it crashed too often."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self.start()
            return True
        if self.process is None or self.process.poll() is None:
            return True
        self.crashes = 1 if now - self.started > HEALTHY_SECONDS else self.crashes + 1
        if self.crashes > MOST_RESTARTS:
            return False
        self.due = now + self.first_pause * 2 ** (self.crashes - 1)
        return True

    def ask_to_stop(self) -> None:
        """Let it finish what it does."""
        self.due = None
        if self.process and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()

    def stop(self) -> None:
        """Wait for its end, then end what is left of its group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(self.patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def identity(self) -> tuple[int, float] | None:
        """Number and birth, which together name a process for good."""
        with contextlib.suppress(psutil.Error):
            if self.process:
                return self.process.pid, psutil.Process(self.process.pid).create_time()
        return None


def end_leftovers(identities: list[tuple[int, float]]) -> int:
    """End children of a supervisor that was killed; how many there were."""
    found = []
    for pid, born in identities:
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            if abs(process.create_time() - born) < 1:
                found += [process, *process.children(recursive=True)]
    for process in found:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    _, stubborn = psutil.wait_procs(found, timeout=10)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    return len(found)
