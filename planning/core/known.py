"""What is known on a morning about an amount to reach: plain numbers, for the three views.

All money is in the base currency, as floats: chances need no cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from statistics import fmean, variance

from planning.core.chance.history import Past
from planning.core.chance.run_rate import Peers

LEAST_PEERS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """`months`: what was won in each past month, oldest first; `left`: how many usual months of
    working days remain. `deals`: the part of each open deal that counts, with the chance that it
    is won in time. `covered`: the share of what was won in as long a time that came from deals
    already open at its start (None: not known); `seen`: deals that stage chances rest on.
    `stretch`: what is still to be won in a month ÷ the usual month (None: there is none).
    `past`: quotas that are over, by kind of period, the kind to be looked at first.
    """

    amount: float
    won: float
    months: Sequence[float]
    left: float
    peers: Peers | None = None
    deals: Sequence[tuple[Decimal, float]] = ()
    covered: float | None = None
    seen: int = 0
    stretch: float | None = None
    past: Mapping[str, Sequence[Past]] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        return self.amount - self.won


def stretch(gap: float, months: float, usual: float) -> float | None:
    """What has to be won in each month left ÷ a usual month; None where either is nothing."""
    return gap / months / usual if months > 0 and usual > 0 else None


def peers_of(months: Mapping[int, Sequence[float]]) -> Peers | None:
    """Of people alike: the mean of their means, how far those differ, and how far the months of one
    person do. The first is by moments, less what months alone explain. None with few people."""
    known = [list(each) for each in months.values() if len(each) >= 2]
    if len(known) < LEAST_PEERS:
        return None
    means = [fmean(each) for each in known]
    free = sum(len(each) - 1 for each in known)
    within = sum(variance(each) * (len(each) - 1) for each in known) / free
    by_chance = within * fmean(1 / len(each) for each in known)
    return Peers(fmean(means), sqrt(max(0.0, variance(means) - by_chance)), sqrt(within))
