"""A ratio stays two numbers until it is shown, so that a team's ratio is the ratio of its sums."""

from dataclasses import dataclass
from math import sqrt

Number = int | float


@dataclass(frozen=True, slots=True)
class Ratio:
    """`value` is None where the denominator is unknown or zero: unknown, not zero."""

    numerator: Number | None
    denominator: Number | None

    @property
    def value(self) -> float | None:
        if self.numerator is None or not self.denominator:
            return None
        return float(self.numerator) / float(self.denominator)

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(
            _plus(self.numerator, other.numerator), _plus(self.denominator, other.denominator)
        )


def _plus(a: Number | None, b: Number | None) -> Number | None:
    if a is None:
        return b
    return a if b is None else a + b


def wilson(successes: float, n: float, z: float = 1.959964) -> tuple[float, float] | None:
    """The Wilson score interval of a share; None without cases.

    Wilson (1927), JASA 22, 209-212; recommended for small n by Brown, Cai, DasGupta (2001),
    Statistical Science 16, 101-133. `z` 1.96 gives 95 %.
    """
    if n <= 0:
        return None
    p = successes / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * sqrt(max(0.0, p * (1 - p) / n + z * z / (4 * n * n))) / scale
    return max(0.0, centre - half), min(1.0, centre + half)
