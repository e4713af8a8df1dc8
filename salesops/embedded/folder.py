"""The folder of one embedded server: its files, its locks, what it remembers between starts."""

import errno
import fcntl
import json
import os
import secrets
import shutil
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

LEAST_FREE_MB = 200
KEEP_LOG_BYTES = 10 * 2**20


class ServiceError(Exception):
    """An embedded server cannot run; the text is one paragraph for the person who started it."""


class Folder:
    """Files of the server `name` below `home`. Creating the object creates the folders."""

    def __init__(self, home: Path, name: str) -> None:
        self.home = home
        self.name = name
        self.data = home / name
        self.run = home / "run"
        self.log = home / "logs" / f"{name}.log"
        self.state_file = self.run / f"{name}.json"
        self.memory_file = self.run / f"{name}.remember.json"
        try:
            for each in (self.run, self.log.parent):
                each.mkdir(parents=True, exist_ok=True)
            (self.run / f"{name}.probe.{os.getpid()}").touch()
            (self.run / f"{name}.probe.{os.getpid()}").unlink()
        except OSError as problem:
            raise ServiceError(explain(problem, home)) from problem

    def check_space(self, least_mb: int = LEAST_FREE_MB) -> None:
        """Refuse to start on a nearly full disk: a server that dies of it helps nobody."""
        free = shutil.disk_usage(self.home).free // 2**20
        if free < least_mb:
            msg = (
                f"Only {free} MB are free where {self.home} lies; the embedded {self.name} needs "
                f"{least_mb} MB to start safely. Nothing was changed. Free some space, or choose "
                "another place with SALESOPS_HOME."
            )
            raise ServiceError(msg)

    def lock_file(self, purpose: str) -> IO[bytes]:
        """An open lock file; the lock taken on it lives until it is closed."""
        try:
            return (self.run / f"{self.name}.{purpose}.lock").open("ab")
        except OSError as problem:
            raise ServiceError(explain(problem, self.run)) from problem

    def state(self) -> dict[str, Any]:
        """What the keeper last wrote: url, pid of server and keeper. Empty when it is down."""
        return _read(self.state_file)

    def remember(self) -> dict[str, Any]:
        """Port and password, chosen at the first start and kept."""
        memory = _read(self.memory_file)
        if "password" not in memory:
            memory = {"password": secrets.token_hex(16), "port": free_port()}
            self.write(self.memory_file, memory)
        return memory

    def new_port(self) -> dict[str, Any]:
        """Another program took our port: take another and remember it."""
        memory = self.remember() | {"port": free_port()}
        self.write(self.memory_file, memory)
        return memory

    def write(self, path: Path, content: dict[str, Any]) -> None:
        """Replace the file at once, readable by its owner only."""
        fresh = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(content, out)
        fresh.replace(path)

    def last_words(self, lines: int = 6) -> str:
        """The end of the server's log, for messages."""
        if not self.log.exists():
            return ""
        with self.log.open("rb") as log:
            log.seek(max(0, self.log.stat().st_size - 8192))
            return "\n".join(log.read().decode(errors="replace").splitlines()[-lines:])


def fresh_log(path: Path) -> Path:
    """Set a large log aside; one earlier file is kept."""
    if path.exists() and path.stat().st_size > KEEP_LOG_BYTES:
        path.replace(path.with_suffix(".old.log"))
    return path


def inside_package(package: str, *parts: str) -> Path:
    """A file that a package brings, without importing it: some packages do much on import."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        msg = f"{package} is not installed: run `make setup`, or set DATABASE_URL and REDIS_URL."
        raise ServiceError(msg)
    return Path(spec.origin).parent.joinpath(*parts)


def try_lock(file: IO[bytes], kind: int = fcntl.LOCK_EX) -> bool:
    """Take the lock if nobody else stands in the way; never wait."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether something listens on the port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def explain(problem: OSError, place: Path) -> str:
    """One paragraph for a folder that can't be used."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        why = "the disk or the quota is full. Free some space"
    elif problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        why = "this user may not write there. Change its owner or permissions"
    else:
        why = f"{problem.strerror or problem}. Repair it"
    return (
        f"The folder of the embedded services, {place}, cannot be used: {why}, or choose another "
        "place with SALESOPS_HOME, or use your own servers with DATABASE_URL and REDIS_URL."
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return content
