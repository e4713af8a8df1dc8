"""How the product measures itself: beside its floor, in the same run, after results agree.

Machines are shared and noisy, so an absolute time means nothing: what counts is CPU seconds of the
client and of every PostgreSQL process, floor and product in turn, medians, and their ratio.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Spent:
    """CPU seconds of the client and of PostgreSQL, wall seconds, and queries."""

    client: float = 0
    server: float = 0
    wall: float = 0
    queries: int = 0

    @property
    def cpu(self) -> float:
        return self.client + self.server


@dataclass(slots=True)
class Figure:
    """One line of the report. `limit` is on `ratio` where there is a floor, else on `value`."""

    name: str
    about: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    limit: float | None = None
    runs: int = 1
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool | None:
        if self.limit is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.limit

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"holds": self.holds}


@contextmanager
def spending() -> Iterator[Spent]:
    """What the block spends; queries of this connection only."""
    spent = Spent()
    count = 0

    def counting(execute: Any, *args: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*args)

    before = (_client(), _server(), time.perf_counter())
    with connection.execute_wrapper(counting):
        yield spent
    after = (_client(), _server(), time.perf_counter())
    spent.client, spent.server, spent.wall = (b - a for a, b in zip(before, after, strict=True))
    spent.queries = count


def beside(
    name: str,
    about: str,
    *,
    floor: Callable[[], Any],
    product: Callable[[], Any],
    same: Callable[[Any, Any], bool],
    limit: float,
    before_each: Callable[[], None] = lambda: None,
) -> Figure:
    """Floor and product in turn: first that their results agree, then CPU seconds, medians.

    Five runs each, three when those take longer than ten seconds in all.
    """
    spent: dict[str, list[Spent]] = {"floor": [], "product": []}
    results: dict[str, Any] = {}
    runs = 5
    for turn in range(runs):
        for who, act in (("floor", floor), ("product", product)):
            before_each()
            with spending() as cost:
                results[who] = act()
            spent[who].append(cost)
        if turn == 0 and not same(results["floor"], results["product"]):
            raise AssertionError(f"{name}: floor and product give different results")
        if turn == 2 and sum(s.wall for who in spent.values() for s in who) > 10:
            break
    below, ours = (statistics.median(s.cpu for s in spent[who]) for who in ("floor", "product"))
    return Figure(
        name, about, round(ours, 4), "CPU s", round(below, 4), round(ours / below, 3), limit,
        len(spent["product"]), {"queries": spent["product"][-1].queries},
    )  # fmt: skip


def alone(name: str, about: str, act: Callable[[], Any], *, limit: float | None = None,
          runs: int = 5, times: int = 25) -> Figure:  # fmt: skip
    """Something quick without a floor: median CPU milliseconds of the client and the database.

    Done so many `times` in a row that the clock's steps and reading it do not matter.
    """
    act()
    costs = []
    for _ in range(runs):
        with spending() as cost:
            for _ in range(times):
                act()
        costs.append(cost)
    cpu = statistics.median(cost.cpu for cost in costs) * 1000 / times
    return Figure(
        name, about, round(cpu, 2), "CPU ms", limit=limit, runs=runs,
        details={"queries": costs[-1].queries // times},
    )  # fmt: skip


def _client() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _server() -> float:
    """CPU seconds of every process of the database server, gone ones included.

    0 where the server is on another machine: then only the client is counted.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        mine = cursor.fetchone()[0]
    try:
        master = _stat(mine)[1]
    except FileNotFoundError:
        return 0
    total = sum(_stat(master)[4:6])
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                stat = _stat(int(path.name))
            except (FileNotFoundError, ProcessLookupError):
                continue
            if stat[1] == master:
                total += sum(stat[2:4])
    return total / TICKS


def _stat(pid: int) -> tuple[int, int, int, int, int, int]:
    """pid, parent, user and system ticks, and those of children that have ended."""
    words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return pid, int(words[1]), int(words[11]), int(words[12]), int(words[13]), int(words[14])
