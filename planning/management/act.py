"""One act of the `quota` command: what it asks, and what it answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.management.base import CommandParser

from kernel.registry import Registry


class CannotAct(Exception):
    """What was asked cannot be understood or is not there; the command says so and ends with 2."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` is printed as JSON, `lines` for a person; not `done`: the command ends with 1."""

    document: dict[str, Any]
    lines: Sequence[str] = field(default_factory=list)
    done: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """`arguments` adds to the act's own parser; `answer` takes the options. Raises CannotAct."""

    help: str
    arguments: Callable[[CommandParser], None]
    answer: Callable[[dict[str, Any]], Answer]


ACTS: Registry[Act] = Registry(Act, "planning.management.acts")
