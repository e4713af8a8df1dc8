"""Where somebody is clearly behind their peers, and what stands out as the likely cause.

Behind: the whole 95 % range of the shrunk, unadjusted attainment lies below the peers' middle, and
people differ at all. The cause is the largest standardised gap to the peers: (y − m) / √(b + v) of
each lever, so that a small sample looks small. It is where to look first, not a proof.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kpis.core.fair.shrinkage import Fit

Cause = Literal["territory", "ramp", "activity", "win_rate", "deal_value", "cycle", "none"]
LEAST_GAP = 1.0  # below one usual distance nothing stands out
MOST = 6


@dataclass(frozen=True)
class Link:
    """`gap`: attainment below the middle (negative); `size`: how far the cause stands out."""

    person: int
    gap: float
    cause: Cause
    size: float


def weakest(
    people: list[int], attainment: Fit, levers: Mapping[Cause, Mapping[int, float]]
) -> list[Link]:
    """The widest gaps first; `levers` hold standings by person, negative where worse."""
    if not attainment.differ:
        return []
    found = []
    for person, estimate in zip(people, attainment.estimates, strict=True):
        if estimate.high < attainment.middle:
            cause, size = _cause(person, levers)
            found.append(Link(person, estimate.value - attainment.middle, cause, size))
    return sorted(found, key=lambda link: link.gap)[:MOST]


def _cause(person: int, levers: Mapping[Cause, Mapping[int, float]]) -> tuple[Cause, float]:
    known = [(standings[person], c) for c, standings in levers.items() if person in standings]
    size, cause = min(known, default=(0.0, "none"))
    return (cause, size) if size <= -LEAST_GAP else ("none", size)
