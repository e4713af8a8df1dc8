"""Measures of many scopes and periods side by side: one array per measure, one row per pair.

Unknown is NaN inside arrays and None outside. Amounts are in the base currency; float64 keeps four
decimals exactly up to 900 billion.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """`values` by name of the measure; a name that is absent is unknown in every row."""

    size: int
    values: Mapping[str, Array] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Array:
        found = self.values.get(name)
        return np.full(self.size, np.nan) if found is None else found

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def plus(self, more: Mapping[str, Array]) -> "Columns":
        """The same rows with further columns."""
        return Columns(self.size, {**self.values, **more})


def divide(top: Array, bottom: Array) -> Array:
    """top / bottom; unknown where the bottom is zero or unknown."""
    safe = np.where(bottom == 0, np.nan, bottom)
    with np.errstate(invalid="ignore", over="ignore"):
        return top / safe
