"""A measure that territories should share evenly: its words, its unit, and what an account has of
it.

`value` is SQL for one account: `a` is its row, `d` sums of its deals (columns:
territories.facts.ground). NULL there is unknown, which is counted and shown, and never taken for 0.
"""

from dataclasses import dataclass
from typing import Literal


def _(text: str) -> str:
    """Marks a text for translation; it has the name that makemessages looks for."""
    return text


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit`: money is in the company's base currency; `head` heads a column of such values."""

    label: str
    unit: Literal["money", "count"]
    head: str
    formula: str
    value: str
