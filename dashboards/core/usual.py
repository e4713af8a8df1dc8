"""Is a figure inside what is normal for this team? Judged by its own past, not by a wish."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median, quantiles
from typing import Literal

Verdict = Literal["normal", "good", "warn", "few", "none"]
Better = Literal["higher", "lower", "neither"]

LEAST_PERIODS = 4
# Where the past hardly moved, so small a part of the usual value is still the same.
LEAST_SPREAD = Decimal("0.05")


def middle(past: Sequence[Decimal | None]) -> Decimal | None:
    """The usual value: the median of the known past; unknown with fewer than four periods."""
    known = [value for value in past if value is not None]
    return median(known) if len(known) >= LEAST_PERIODS else None


def bounds(known: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """What is normal: where eight in ten past periods lay, between the first and the last decile.

    Not all that was seen: one odd period would make everything normal that follows.
    """
    tenths, usual = quantiles(known, n=10, method="inclusive"), median(known)
    near = LEAST_SPREAD * abs(usual)
    return min(tenths[0], usual - near), max(tenths[-1], usual + near)


def verdict(
    value: Decimal | None,
    past: Sequence[Decimal | None],
    better: Better,
    likely: tuple[Decimal, Decimal] | None = None,
) -> Verdict:
    """`good` or `warn` only outside of the bounds of the past periods; else it is normal.

    `likely`: the range in which the value is known, where it rests on few cases; as long as the
    usual value lies in it, nothing is said. With fewer than four known periods there is nothing
    to judge by (`few`).
    """
    known = [one for one in past if one is not None]
    if value is None:
        return "none"
    if len(known) < LEAST_PERIODS:
        return "few"
    low, high = bounds(known)
    if better == "neither" or low <= value <= high:
        return "normal"
    if likely and likely[0] <= median(known) <= likely[1]:
        return "normal"
    return "good" if (value > high) == (better == "higher") else "warn"


def relative(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The relative change; unknown without a positive start."""
    if value is None or before is None or before <= 0:
        return None
    return value / before - 1
