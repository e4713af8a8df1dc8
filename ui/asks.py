"""What the product asks of a person: told by the apps that ask, shown by those that greet.

An app brings a folder, each module one `Ask`: `ASKS.add_package("operations.asks")`. So a home page
shows what apps beside it ask for, and neither knows the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kernel.registry import Registry
from ui.components import Todo


@dataclass(frozen=True, slots=True)
class Ask:
    """`of`: what waits for the person with this access, so many at most, most urgent first."""

    of: Callable[[Any, int], Sequence[Todo]]


ASKS: Registry[Ask] = Registry(Ask)


def asked_of(access: Any, most: int) -> list[Todo]:
    """Of all apps, by the name of what is asked."""
    found = [todo for ask in ASKS for todo in ask.of(access, most)]
    return found[:most]
