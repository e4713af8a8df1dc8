"""Who gets a rank, and why not. A rank that chance may have made is not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kpis.core.fair.shrinkage import Fit

Refused = Literal["", "unknown", "few_peers", "no_difference", "unreliable"]
LEAST_RELIABILITY = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Rank 1 is best, among `of` who have one."""

    rank: int | None = None
    of: int = 0
    refused: Refused = ""


def places(fit: Fit, *, lower_is_better: bool = False) -> list[Place]:
    """In the order of the estimates. Equal estimates share the better rank."""
    if not fit.differ or fit.between <= 0:
        return [Place(refused="no_difference") for _ in fit.estimates]
    sure = [e.value for e in fit.estimates if e.reliability >= LEAST_RELIABILITY]
    return [
        Place(1 + _ahead(sure, e.value, lower_is_better), len(sure))
        if e.reliability >= LEAST_RELIABILITY
        else Place(refused="unreliable")
        for e in fit.estimates
    ]


def _ahead(values: Sequence[float], mine: float, lower_is_better: bool) -> int:
    return sum(v < mine if lower_is_better else v > mine for v in values)
