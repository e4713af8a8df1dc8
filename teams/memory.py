"""What was read once is not read again while one request is answered.

The middleware opens a memory around each request. Outside of one (tasks, commands, tests of
services) nothing is remembered, so a value is never older than a request.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_memory: ContextVar[dict[str, Any] | None] = ContextVar("teams_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered[T](name: str, read: Callable[[], T]) -> T:
    """The value of `read`, asked at most once a request."""
    memory = _memory.get()
    if memory is None:
        return read()
    if name not in memory:
        memory[name] = read()
    value: T = memory[name]
    return value


def forget() -> None:
    """After a change of company, calendar or teams: the rest of the request reads again."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
