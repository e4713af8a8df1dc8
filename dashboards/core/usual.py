"""Is a figure inside what is normal for this team? Judged by its own past, not by a wish."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Literal

Verdict = Literal["normal", "good", "warn", "few", "none"]
Better = Literal["higher", "lower", "neither"]

LEAST_PERIODS = 4


def middle(past: Sequence[Decimal | None]) -> Decimal | None:
    """The usual value: the median of the known past; unknown with fewer than four periods."""
    known = [value for value in past if value is not None]
    return median(known) if len(known) >= LEAST_PERIODS else None


def verdict(value: Decimal | None, past: Sequence[Decimal | None], better: Better) -> Verdict:
    """`good` or `warn` only outside everything seen in the past periods; else it is normal.

    With fewer than four known periods there is nothing to judge by (`few`).
    """
    known = [one for one in past if one is not None]
    if value is None:
        return "none"
    if len(known) < LEAST_PERIODS:
        return "few"
    if better == "neither" or min(known) <= value <= max(known):
        return "normal"
    rose = value > max(known)
    return "good" if rose == (better == "higher") else "warn"


def relative(value: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The relative change; unknown without a positive start."""
    if value is None or before is None or before <= 0:
        return None
    return value / before - 1
