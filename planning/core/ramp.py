"""What of a ramped person's result is expected in each month after hire, by role.

A curve is a share for each month, the month of hire first; after its last month it is 1. It is
learned from people's own months: Σ booked ÷ Σ whole quota of all who were in that month after hire,
over the same of those past the ramp; drawn to the default where fewer than five people say so;
never falling (pooling adjacent violators, `kpis.core.fair.ramp.monotone`).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis.core.fair.ramp import RAMPED, SoldMonth, monotone

# github.com/mod-us/Wiki, docs/playbooks/quota-setting.md
DEFAULT = tuple(map(Decimal, ("0", "0.25", "0.5", "0.75", "0.9", "1")))
ENOUGH = 5  # people, from which on their mean is believed as it is
THOUSANDTH = Decimal("0.001")
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Learned:
    """`people` who were seen in their first year; `by_month`: how many in each month."""

    shares: tuple[Decimal, ...]
    people: int
    by_month: tuple[int, ...]


def tenure(hired_on: date | None, day: date) -> int | None:
    """Calendar months since that of hire, which is 0; below 0 before it. Unknown without a day."""
    if hired_on is None:
        return None
    return (day.year - hired_on.year) * 12 + day.month - hired_on.month


def share_at(shares: Sequence[Decimal], months: int | None) -> Decimal:
    """The share in this month after hire (0: that of hire). Unknown: ramped; before hire: 0."""
    if months is None or months >= len(shares):
        return ONE
    return shares[months] if months >= 0 else Decimal(0)


def length(shares: Sequence[Decimal]) -> int:
    """Months from that of hire until the whole is expected."""
    return next((i for i, share in enumerate(shares) if share >= 1), len(shares))


def mean(shares: Sequence[Decimal], months: Sequence[int | None]) -> Decimal:
    """The mean share over some months: that of a quarter is derived, never typed."""
    found = [share_at(shares, month) for month in months]
    return sum(found, Decimal(0)) / len(found) if found else ONE


def learn(
    people: Mapping[Hashable, Sequence[SoldMonth]], default: Sequence[Decimal] = DEFAULT
) -> Learned:
    """`people`: the months of each, with quotas before any relief for the ramp.

    Gives the shares of months 0 to 11. Without anybody past the ramp there is nothing to measure
    by, and the default stays.
    """
    full = [m for months in people.values() for m in months if (m.tenure or 0) >= RAMPED]
    usual = _attained(full)
    early = {
        who: found
        for who, months in people.items()
        if (found := [m for m in months if m.quota > 0 and m.tenure in range(RAMPED)])
    }
    by_month = tuple(
        sum(any(m.tenure == t for m in months) for months in early.values()) for t in range(RAMPED)
    )
    if not usual or not early:
        return Learned(tuple(default), 0, (0,) * RAMPED)
    raw = [_share(early, t, by_month[t], usual, default) for t in range(RAMPED)]
    rising = monotone(raw, [float(max(n, 1)) for n in by_month])
    shares = tuple(Decimal(min(max(s, 0.0), 1.0)).quantize(THOUSANDTH) for s in rising)
    return Learned(shares, len(early), by_month)


def _share(
    early: Mapping[Hashable, Sequence[SoldMonth]],
    t: int,
    n: int,
    usual: float,
    default: Sequence[Decimal],
) -> float:
    """The mean of those seen, as if there were enough people and the missing ones as expected."""
    raw = _attained([m for months in early.values() for m in months if m.tenure == t])
    expected = float(share_at(default, t))
    if raw is None:
        return expected
    lacking = max(ENOUGH - n, 0)
    return (n * raw / usual + lacking * expected) / (n + lacking)


def _attained(months: Sequence[SoldMonth]) -> float | None:
    quota = sum(m.quota for m in months)
    return sum(m.won for m in months) / quota if quota > 0 else None
